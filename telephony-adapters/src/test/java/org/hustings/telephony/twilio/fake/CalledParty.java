package org.hustings.telephony.twilio.fake;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Behaviour.Busy;
import org.hustings.telephony.phonenet.Behaviour.Declines;
import org.hustings.telephony.phonenet.Behaviour.HangsUp;
import org.hustings.telephony.phonenet.Behaviour.LossyLine;
import org.hustings.telephony.phonenet.Behaviour.Machine;
import org.hustings.telephony.phonenet.Behaviour.NoSuchNumber;
import org.hustings.telephony.phonenet.Behaviour.PressesKeys;
import org.hustings.telephony.phonenet.Behaviour.RingsOut;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.Subscribers;

/// A subscriber whom Twilio calls, for one call.
final class CalledParty {
  /// How long Twilio listens, about.
  private static final Duration LISTENS = Duration.ofSeconds(4);

  private final FakeTwilio twilio;
  private final FakeCall call;
  private final RingLog log;
  private final Subscribers subscribers;
  private Optional<String> detection = Optional.empty();

  CalledParty(FakeTwilio twilio, FakeCall call, RingLog log, Subscribers subscribers) {
    this.twilio = twilio;
    this.call = call;
    this.log = log;
    this.subscribers = subscribers;
  }

  /// @param answeredBy where it is told who answered, if somebody wants to know
  void called(Duration timeout, Optional<String> answeredBy) {
    detection = answeredBy;
    if (call.isOver()) {
      return;
    }
    RingLog.Arrival arrival =
        log.arrived(new Ring.Call(call.to(), Optional.empty(), call.sid()), subscribers);
    call.whenOver(() -> log.ended(arrival.ring(), Ring.Ending.CALLER_HUNG_UP));
    call.become("initiated", Map.of());
    later(
        timeout,
        () -> {
          if (!call.status().equals("in-progress")) {
            log.ended(arrival.ring(), Ring.Ending.GIVEN_UP);
            call.become("no-answer", Map.of("SipResponseCode", "487"));
          }
        });
    later(Duration.ofMillis(300), () -> react(arrival));
  }

  private void react(RingLog.Arrival arrival) {
    switch (arrival.behaviour()) {
      case Busy _ -> refuse(arrival, Ring.Ending.BUSY, "busy", "486");
      case NoSuchNumber _ -> refuse(arrival, Ring.Ending.NO_SUCH_NUMBER, "failed", "404");
      case RingsOut _, Declines _, Answers _, PressesKeys _, HangsUp _, Machine _, LossyLine _ -> {
        log.ringing(arrival.ring());
        call.become("ringing", Map.of());
        rings(arrival, arrival.behaviour());
      }
    }
  }

  private void rings(RingLog.Arrival arrival, Behaviour behaviour) {
    switch (behaviour) {
      case Declines(Duration after) ->
          later(after, () -> refuse(arrival, Ring.Ending.DECLINED, "busy", "603"));
      case Answers b -> later(b.after(), () -> answers(arrival, b.stays()));
      case LossyLine(_, Answers b) -> rings(arrival, b);
      case PressesKeys(String keys, Answers b) -> {
        rings(arrival, b);
        later(
            b.after().plus(b.speaks()),
            () -> keys.chars().forEach(key -> call.presses((char) key)));
      }
      case HangsUp(Duration after, Duration hears) -> later(after, () -> answers(arrival, hears));
      case Machine b -> later(b.after(), () -> answers(arrival, b.greets().plus(b.records())));
      case RingsOut _, Busy _, NoSuchNumber _ -> {}
    }
  }

  private void answers(RingLog.Arrival arrival, Duration stays) {
    log.answered(arrival.ring());
    call.answered();
    detection.ifPresent(
        url -> later(LISTENS, () -> call.soundsLike(url, soundsLike(arrival.behaviour()))));
    later(
        stays,
        () -> {
          log.ended(arrival.ring(), Ring.Ending.SUBSCRIBER_HUNG_UP);
          call.farEndLeaves();
        });
  }

  private static String soundsLike(Behaviour behaviour) {
    return switch (behaviour) {
      case Machine _ -> "machine_start";
      case Answers _, LossyLine _, PressesKeys _, HangsUp _ -> "human";
      case RingsOut _, Declines _, Busy _, NoSuchNumber _ -> "unknown";
    };
  }

  private void refuse(RingLog.Arrival arrival, Ring.Ending ending, String status, String sip) {
    log.ended(arrival.ring(), ending);
    call.become(status, Map.of("SipResponseCode", sip));
  }

  /// Does it if the call is not over by then.
  private void later(Duration delay, Runnable what) {
    twilio.after(
        delay,
        () -> {
          if (!call.isOver()) {
            what.run();
          }
        });
  }
}
