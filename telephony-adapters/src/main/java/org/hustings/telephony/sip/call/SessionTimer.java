package org.hustings.telephony.sip.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;
import org.hustings.telephony.sip.call.SessionExpires.Refresher;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.jspecify.annotations.Nullable;

/// How long a session lives unless it is refreshed (RFC 4028), and whose part that is. Without an
/// agreement it lives for ever. Touched by the call's runner only.
///
/// ```
///  agreed ──half of its time──► refresh, if that is our part ── 2xx ──► agreed anew
///     └──a little before its end──► expired
/// ```
final class SessionTimer {
  /// What the timer asks for.
  ///
  /// @param expired the session is over, and BYE is due (section 10)
  record Demands(Runnable refresh, Runnable expired) {}

  /// @param ours whether we refresh
  private record Agreed(Duration lasts, boolean ours) {}

  private final Line line;
  private final Inbox<Runnable> inbox;
  private final Demands demands;
  private Optional<Agreed> agreed = Optional.empty();
  private Timers.@Nullable Timer refresh;
  private Timers.@Nullable Timer end;

  SessionTimer(Line line, Inbox<Runnable> inbox, Demands demands) {
    this.line = line;
    this.inbox = inbox;
    this.demands = demands;
  }

  /// The shortest session that anybody may ask for: 90 s (section 4), whatever T1 is in tests.
  static Duration shortest(Line line) {
    return line.t1().multipliedBy(180);
  }

  /// The refusal of a request that wants to hear from us too often (422, section 6).
  static Optional<Reply> refusal(SipRequest request, Line line) {
    boolean tooShort =
        SessionExpires.of(request.head())
            .filter(asked -> asked.lasts().compareTo(shortest(line)) < 0)
            .isPresent();
    return tooShort && SessionExpires.knownTo(request.head())
        ? Optional.of(Reply.of(422).with(SessionExpires.least(roundedUp(shortest(line)))))
        : Optional.empty();
  }

  private static Duration roundedUp(Duration value) {
    return Duration.ofSeconds(value.plusMillis(999).toSeconds());
  }

  // ── agreements ─────────────────────────────────────────────────────────────

  /// Takes what a request of theirs asks for, as it gets its 2xx (section 9).
  ///
  /// @return what the 2xx is to say of it
  List<Header> accept(SipRequest request) {
    Optional<SessionExpires> asked = SessionExpires.of(request.head());
    if (asked.isEmpty()) {
      begin(Optional.empty());
      return List.of();
    }
    boolean knows = SessionExpires.knownTo(request.head());
    // Who knows no timers has had them put on by a proxy, and cannot refresh.
    Refresher refresher = knows ? asked.get().refresher().orElse(Refresher.UAC) : Refresher.UAS;
    begin(Optional.of(new Agreed(asked.get().lasts(), refresher == Refresher.UAS)));
    return new SessionExpires(asked.get().lasts(), refresher).inAnswer();
  }

  /// Takes what the 2xx to a request of ours says (section 7.2).
  void accepted(SipResponse response) {
    begin(
        SessionExpires.of(response.head())
            .map(said ->
                new Agreed(said.lasts(), said.refresher().orElse(Refresher.UAC) == Refresher.UAC)));
  }

  /// What a request of ours that refreshes the session is to say.
  List<Header> asking() {
    return agreed
        .map(it ->
            new SessionExpires(it.lasts(), it.ours() ? Refresher.UAC : Refresher.UAS).header())
        .map(header -> List.of(header, new Header("Supported", SessionExpires.TAG)))
        .orElseGet(() -> List.of(new Header("Supported", SessionExpires.TAG)));
  }

  /// Takes a 422 to a refresh of ours; false if there is nothing to be learned from it.
  boolean longer(SipResponse refusal) {
    Optional<Agreed> raised =
        SessionExpires.leastOf(refusal.head())
            .flatMap(least ->
                agreed
                    .filter(it -> least.compareTo(it.lasts()) > 0)
                    .map(it -> new Agreed(least, it.ours())));
    // The time that is running stays the old one's until the far end agrees.
    raised.ifPresent(it -> agreed = raised);
    return raised.isPresent();
  }

  // ── time ───────────────────────────────────────────────────────────────────

  private void begin(Optional<Agreed> terms) {
    stop();
    agreed = terms;
    terms.ifPresent(it -> {
      Duration lasts = longest(it.lasts(), shortest(line));
      if (it.ours()) {
        refreshAfter(lasts.dividedBy(2));
      }
      Duration third = lasts.dividedBy(3);
      Duration early = third.compareTo(line.patience()) < 0 ? third : line.patience();
      end = line.after(lasts.minus(early), inbox, demands.expired());
    });
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /// Refreshes again; the end stays where it is.
  void refreshAfter(Duration pause) {
    if (refresh != null) {
      refresh.cancel();
    }
    refresh = line.after(pause, inbox, demands.refresh());
  }

  /// The call is over.
  void stop() {
    agreed = Optional.empty();
    if (refresh != null) {
      refresh.cancel();
      refresh = null;
    }
    if (end != null) {
      end.cancel();
      end = null;
    }
  }
}
