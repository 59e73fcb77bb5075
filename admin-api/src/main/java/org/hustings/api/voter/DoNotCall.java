package org.hustings.api.voter;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Pages;
import org.hustings.api.http.Problem.FieldError;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.dialing.ManagerDesk;
import org.hustings.core.id.UserId;
import org.hustings.core.management.VoterDirectory;
import org.hustings.core.management.VoterDirectory.Listing;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.core.voter.PhoneNumber;

/// The campaign's do-not-call list (R17). What is put on it holds from that moment, also for a
/// number that is on a volunteer's screen.
public final class DoNotCall {
  private final VoterDirectory directory;
  private final ManagerDesk desk;
  private final GivenNumber numbers;

  public DoNotCall(VoterDirectory directory, ManagerDesk desk, GivenNumber numbers) {
    this.directory = requireNonNull(directory, "directory");
    this.desk = requireNonNull(desk, "desk");
    this.numbers = requireNonNull(numbers, "numbers");
  }

  public Map<String, Operation> operations() {
    return Map.of("doNotCall", this::list, "addDoNotCall", this::add);
  }

  record Form(String number) {}

  record ListingBody(long id, String number, String source, Instant at, Optional<Long> by) {
    static ListingBody of(Listing listing) {
      return new ListingBody(
          listing.id(),
          listing.number().e164(),
          listing.source(),
          listing.at(),
          listing.by().map(UserId::value));
    }
  }

  private Reply list(Request request) {
    int limit = Pages.limit(request);
    return Reply.ok(
        Pages.of(
            directory.doNotCall(request.campaign(), Pages.after(request), limit + 1),
            limit,
            ListingBody::of,
            Listing::id));
  }

  private Reply add(Request request) {
    PhoneNumber number =
        numbers.read(
            request.campaign(), request.body(Form.class).number(), FieldError.at("#/number", ""));
    desk.listDoNotCall(
        request.campaign(), number, Optional.of(request.signer()), DoNotCallList.Source.MANAGER);
    return Reply.ok(Map.of("number", number.e164()));
  }
}
