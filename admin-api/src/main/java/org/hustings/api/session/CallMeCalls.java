package org.hustings.api.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.CallMeDesk;
import org.hustings.core.dialing.CallMeDesk.Answer;
import org.hustings.core.dialing.CallMeDesk.State;
import org.hustings.core.dialing.CallMeDesk.View;
import org.hustings.core.session.Refusal;

/// "Call me": the server rings the telephone in the volunteer's account. Nothing that is sent here
/// says which one, since no operation of it takes a body.
public final class CallMeCalls {
  private final CallMeDesk desk;

  public CallMeCalls(CallMeDesk desk) {
    this.desk = requireNonNull(desk, "desk");
  }

  public Map<String, Operation> operations() {
    return Map.of("callMe", this::call, "callingMe", this::show, "doNotCallMe", this::giveUp);
  }

  record CallMeBody(State state, Instant since) {
    static CallMeBody of(View view) {
      return new CallMeBody(view.state(), view.since());
    }
  }

  private Reply call(Request request) {
    return new Reply.Later(
        desk.call(volunteer(request))
            .thenApply(answer ->
                switch (answer) {
                  case Answer.Calling(View view) -> Reply.ok(CallMeBody.of(view));
                  case Answer.Refused(Refusal why) -> Reply.problem(problem(why));
                }));
  }

  private Reply show(Request request) {
    return desk.viewOf(volunteer(request))
        .map(view -> Reply.ok(CallMeBody.of(view)))
        .orElseGet(() -> Reply.problem(notCalled()));
  }

  private Reply giveUp(Request request) {
    return desk.giveUp(volunteer(request)) ? Reply.nothing() : Reply.problem(notCalled());
  }

  private static Volunteer volunteer(Request request) {
    return request.identity().asVolunteer();
  }

  private static Problem problem(Refusal why) {
    Problem problem = Problem.of(409, why.code(), "Not now", why.sentence());
    return why.until().map(until -> problem.with("until", until.toString())).orElse(problem);
  }

  private static Problem notCalled() {
    return Problem.of(
        404, "not-being-called", "You are not being called", "Ask to be called; then look here.");
  }
}
