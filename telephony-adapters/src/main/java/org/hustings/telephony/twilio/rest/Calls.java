package org.hustings.telephony.twilio.rest;

import com.twilio.base.Page;
import com.twilio.http.HttpMethod;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.CallUpdater;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.voter.PhoneNumber;

/// The calls of one account. Every method blocks for one request.
public final class Calls {
  /// More calls to one number than this since a moment ago there are not.
  private static final long LISTED = 20;

  private final TwilioApi api;

  public Calls(TwilioApi api) {
    this.api = api;
  }

  /// Creates a call. Not idempotent: an unknown answer is looked up with [#to], never asked again.
  public Answer<CallResource> create(CallOrder order) {
    return api.ask(client -> call(order.of(api.account()).create(client)));
  }

  /// How a call is.
  public Answer<CallResource> look(String sid) {
    return api.ask(client -> call(Call.fetcher(api.account(), sid).fetch(client)));
  }

  /// Has Twilio ask for instructions anew. Only for a call that is in progress.
  public Answer<CallResource> redirect(String sid, URI instructions) {
    return change(updater(sid).setUrl(instructions).setMethod(HttpMethod.POST));
  }

  /// Ends a call in whatever state it is. `completed` and not `canceled`, which does nothing to a
  /// call that was answered meanwhile.
  public Answer<CallResource> end(String sid) {
    return change(updater(sid).setStatus(Call.UpdateStatus.COMPLETED));
  }

  private CallUpdater updater(String sid) {
    return Call.updater(api.account(), sid);
  }

  private Answer<CallResource> change(CallUpdater update) {
    return api.ask(client -> call(update.update(client)));
  }

  /// The calls that we ordered to a number from one moment on. Twilio filters by day only, so the
  /// rest is done here.
  public Answer<List<CallResource>> to(PhoneNumber number, Instant since) {
    return api.ask(client -> {
      Page<Call> page =
          Call.reader(api.account()).setTo(number.e164()).setPageSize(LISTED).firstPage(client);
      return page.getRecords().stream()
          .map(Calls::call)
          .filter(call -> call.direction().equals("outbound-api"))
          .filter(call -> call.createdAt().filter(at -> !at.isBefore(since)).isPresent())
          .toList();
    });
  }

  private static CallResource call(Call call) {
    if (call.getSid() == null) {
      throw new IllegalArgumentException("a call without a sid");
    }
    return new CallResource(
        call.getSid(),
        status(Optional.ofNullable(call.getStatus())),
        Optional.ofNullable(call.getDirection()).orElse(""),
        Optional.ofNullable(call.getDateCreated()).map(Instant::from));
  }

  /// `initiated` is a word that the library lacks; whatever else it does not know ends no call
  /// either.
  private static CallResource.Status status(Optional<Call.Status> theirs) {
    return theirs
        .flatMap(word -> CallResource.Status.named(word.toString()))
        .orElse(CallResource.Status.INITIATED);
  }
}
