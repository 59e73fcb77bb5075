package org.hustings.api.voter;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Pages;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Problem.FieldError;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.VoterId;
import org.hustings.core.management.VoterDirectory;
import org.hustings.core.management.VoterDirectory.VoterSearch;
import org.hustings.core.voter.PhoneNumber;

/// Looks up voters, and numbers with their history.
public final class Voters {
  private final VoterDirectory directory;
  private final GivenNumber numbers;

  public Voters(VoterDirectory directory, GivenNumber numbers) {
    this.directory = requireNonNull(directory, "directory");
    this.numbers = requireNonNull(numbers, "numbers");
  }

  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.put("voters", this::list);
    operations.put("voter", this::show);
    operations.put("phones", this::findPhone);
    operations.put("phone", this::showPhone);
    return operations;
  }

  private Reply list(Request request) {
    int limit = Pages.limit(request);
    VoterSearch search =
        new VoterSearch(
            request.textIfGiven("name"), request.textIfGiven("externalId"), number(request));
    return Reply.ok(
        Pages.of(
            directory.voters(request.campaign(), search, Pages.after(request), limit + 1),
            limit,
            VoterBody::of,
            voter -> voter.id().value()));
  }

  private Optional<PhoneNumber> number(Request request) {
    return request
        .textIfGiven("number")
        .map(text -> numbers.read(request.campaign(), text, FieldError.ofParameter("number", "")));
  }

  private Reply show(Request request) {
    return directory
        .voter(request.campaign(), new VoterId(request.number("voter")))
        .map(voter -> Reply.ok(VoterBody.of(voter)))
        .orElseGet(() -> Reply.problem(Problem.notFound("voter")));
  }

  private Reply findPhone(Request request) {
    CampaignId campaign = request.campaign();
    return number(request)
        .flatMap(number -> directory.phoneWith(campaign, number))
        .map(phone -> history(campaign, phone))
        .orElseGet(() -> Reply.problem(Problem.notFound("number")));
  }

  private Reply showPhone(Request request) {
    return history(request.campaign(), new PhoneId(request.number("phone")));
  }

  private Reply history(CampaignId campaign, PhoneId phone) {
    return directory
        .phone(campaign, phone)
        .map(history -> Reply.ok(PhoneBody.of(history)))
        .orElseGet(() -> Reply.problem(Problem.notFound("number")));
  }
}
