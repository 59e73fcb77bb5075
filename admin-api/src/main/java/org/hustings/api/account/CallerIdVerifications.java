package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.callerid.CallerIdAsking;
import org.hustings.core.callerid.CallerIdAsking.Progress;
import org.hustings.core.callerid.CallerIdAsking.Wish;
import org.hustings.core.callerid.VerifyCallerId;
import org.hustings.core.callerid.VerifyCallerId.Answer;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;
import org.hustings.core.session.Refusal;
import org.hustings.core.voter.PhoneNumber;

/// Managers have a number verified as a caller ID of the campaign: its telephone is rung, and
/// whoever answers keys in the code that is told here, once.
///
/// The provider may take seconds to answer, so each of these waits on a thread of its own: nobody's
/// turn at the database is held meanwhile.
public final class CallerIdVerifications {
  private final VerifyCallerId verify;
  private final NumberField numbers;
  private final MeterRegistry meters;

  public CallerIdVerifications(VerifyCallerId verify, NumberField numbers, MeterRegistry meters) {
    this.verify = requireNonNull(verify, "verify");
    this.numbers = requireNonNull(numbers, "numbers");
    this.meters = requireNonNull(meters, "meters");
  }

  /// Reads the number that is to be rung: an ordinary one of the campaign's own country.
  @FunctionalInterface
  public interface NumberField {
    Problem.FieldError FIELD = Problem.FieldError.at("#/number", "");

    /// Blocking.
    ///
    /// @throws Problem.Refused if it is none
    PhoneNumber read(CampaignId campaign, String text);
  }

  public Map<String, Operation> operations() {
    return Map.of("verifyCallerId", this::ask, "callerIdVerifications", this::list);
  }

  /// @param name has something to read in it, as the contract sees to
  record Form(String number, String name) {}

  record NewBody(String number, String name, String code, Instant until) {}

  enum State {
    WAITING,
    VERIFIED,
    NOT_VERIFIED
  }

  record Body(String number, String name, State state, Instant since, Optional<Instant> until) {
    static Body of(CallerIdAsking asking) {
      return switch (asking.progress()) {
        case Progress.Waiting _ ->
            of(asking, State.WAITING, asking.askedAt(), Optional.of(asking.until()));
        case Progress.Verified(Instant at) -> of(asking, State.VERIFIED, at, Optional.empty());
        case Progress.Unverified(Instant at) ->
            of(asking, State.NOT_VERIFIED, at, Optional.empty());
      };
    }

    private static Body of(
        CallerIdAsking asking, State state, Instant since, Optional<Instant> until) {
      return new Body(asking.wish().number().e164(), asking.wish().name(), state, since, until);
    }
  }

  private Reply ask(Request request) {
    CampaignId campaign = request.campaign();
    UserId signer = request.signer();
    Form form = request.body(Form.class);
    Wish wish = new Wish(numbers.read(campaign, form.number()), form.name().strip());
    return later(() -> reply(verify.ask(campaign, signer, wish)));
  }

  private Reply reply(Answer answer) {
    return switch (answer) {
      case Answer.Rings(CallerIdAsking asking, String code) -> {
        count("rings");
        yield new Reply.Content(
            202,
            new NewBody(asking.wish().number().e164(), asking.wish().name(), code, asking.until()),
            Map.of("Location", "/api/v1/caller-id-verifications"));
      }
      case Answer.Refused(Refusal why) -> {
        count(why.code());
        yield Reply.problem(problem(why));
      }
    };
  }

  private void count(String came) {
    meters.counter("hustings.caller.id.verifications", "came", came).increment();
  }

  private Reply list(Request request) {
    CampaignId campaign = request.campaign();
    return later(
        () -> Reply.ok(Map.of("items", verify.all(campaign).stream().map(Body::of).toList())));
  }

  private static Reply later(Supplier<Reply> reply) {
    return new Reply.Later(
        CompletableFuture.supplyAsync(
            reply, task -> Thread.ofVirtual().name("caller-id").start(task)));
  }

  private static Problem problem(Refusal why) {
    Problem problem = Problem.of(409, why.code(), "Not now", why.sentence());
    return why.until().map(until -> problem.with("until", until.toString())).orElse(problem);
  }
}
