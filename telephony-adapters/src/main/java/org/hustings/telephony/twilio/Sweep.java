package org.hustings.telephony.twilio;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hustings.core.id.LegId;
import org.hustings.core.time.Timers;
import org.hustings.telephony.twilio.rest.Answer;
import org.hustings.telephony.twilio.rest.CallResource;
import org.hustings.telephony.twilio.rest.ConferenceResource;
import org.hustings.telephony.twilio.rest.Conferences;
import org.hustings.telephony.twilio.webhook.Elsewhere.Found;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the calls in rooms of ours that belong to nobody any more (docs/decisions/0157).
///
/// A leg that is quiet asks every 40 s what now, and is told to hang up where nobody knows it. One
/// in a room asks for nothing: if its server died, nobody would end it but whoever is on the
/// telephone. So Twilio is asked now and then which rooms there are. A room whose name is not this
/// installation's is another program's, and is not looked into. One of ours whose host no server
/// knows in two sweeps in a row is emptied, but for calls that a server knows by themselves. Where
/// one of the servers cannot be asked, nothing is ended, and what was found stands until it can.
///
/// Each server sweeps on its own: to end a call twice does no harm. One sweep begins when the last
/// one is through, so nothing here is used by two threads at once.
final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  /// Seen ownerless twice, a leg is ended within the minute: twice this and the jitter.
  private static final Duration PAUSE = Duration.ofSeconds(20);

  /// Up to so much longer, so that several servers do not all ask at once.
  private static final Duration JITTER = Duration.ofSeconds(5);

  private final Exchange exchange;
  private final Conferences conferences;
  private final Inquiry inquiry;
  private final TwilioTelephony.Surroundings surroundings;
  private final AtomicBoolean begun = new AtomicBoolean();

  Sweep(
      Exchange exchange,
      Conferences conferences,
      Inquiry inquiry,
      TwilioTelephony.Surroundings surroundings) {
    this.exchange = exchange;
    this.conferences = conferences;
    this.inquiry = inquiry;
    this.surroundings = surroundings;
  }

  /// From now on, if it has not begun.
  void begin() {
    if (begun.compareAndSet(false, true)) {
      later(Set.of());
    }
  }

  /// @param suspects the rooms that nobody knew in the last sweep, by Twilio's names
  private void later(Set<String> suspects) {
    Duration wait = PAUSE.plusMillis(surroundings.random().nextLong(JITTER.toMillis()));
    Timers.Timer _ =
        surroundings
            .timers()
            .after(wait, () -> surroundings.runners().run("sweep", () -> run(suspects)));
  }

  /// Whatever is thrown, there is a next sweep.
  private void run(Set<String> suspects) {
    Set<String> next = suspects;
    try {
      next = sweep(suspects);
    } finally {
      later(next);
    }
  }

  /// @return the suspects of the next sweep
  private Set<String> sweep(Set<String> suspects) {
    return switch (conferences.inProgress()) {
      case Answer.Done<List<ConferenceResource>>(List<ConferenceResource> rooms) ->
          looked(rooms, suspects);
      case Answer.Refused<List<ConferenceResource>> _,
          Answer.NotSent<List<ConferenceResource>> _,
          Answer.Unknown<List<ConferenceResource>> _ ->
          suspects;
    };
  }

  private Set<String> looked(List<ConferenceResource> rooms, Set<String> suspects) {
    Map<String, LegId> nobodys = new LinkedHashMap<>();
    for (ConferenceResource room : rooms) {
      Optional<LegId> host = exchange.studio().rooms().hostOf(room.name());
      if (host.isPresent()) {
        switch (inquiry.whose(host.get())) {
          case Found.There _ -> {}
          case Found.Nowhere _ -> nobodys.put(room.sid(), host.get());
          case Found.Unsure _ -> {
            return suspects;
          }
        }
      }
    }
    nobodys.forEach((room, host) -> {
      if (suspects.contains(room)) {
        empty(room, host);
      }
    });
    return Set.copyOf(nobodys.keySet());
  }

  /// What cannot be ended now is found by the next sweep.
  private void empty(String room, LegId host) {
    switch (conferences.callsIn(room)) {
      case Answer.Done<List<String>>(List<String> calls) ->
          calls.stream()
              .filter(sid -> inquiry.whose(sid) instanceof Found.Nowhere)
              .forEach(sid -> end(sid, host));
      case Answer.Refused<List<String>> _,
          Answer.NotSent<List<String>> _,
          Answer.Unknown<List<String>> _ -> {}
    }
  }

  private void end(String sid, LegId host) {
    if (exchange.books().calls().end(sid) instanceof Answer.Done<CallResource>) {
      exchange.metrics().strayEnded();
      LOG.atWarn()
          .setMessage(
              "A call that no server knows any more was still in a room, and was ended: its server"
                  + " died, or is not named in twilio.servers of this one.")
          .addKeyValue("event", "stray-ended")
          .addKeyValue("call", sid)
          .addKeyValue("host", host)
          .log();
    }
  }
}
