package org.hustings.telephony.sip.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.SipResponse;

/// What an INVITE of ours says about session timers (RFC 4028 section 7.1), and what becomes of
/// that when the way there wants a longer session (422, section 7.3).
final class SessionWish {
  private static final int MOST_RAISES = 3;
  private static final Duration LONGEST = Duration.ofDays(1);

  private Optional<Duration> lasts;
  private Optional<Duration> least = Optional.empty();
  private int raises;

  /// @param lasts empty to leave it to the far end
  SessionWish(Optional<Duration> lasts) {
    this.lasts = lasts;
  }

  /// That we know of them is always said; who is to refresh is left to the far end.
  List<Header> headers() {
    List<Header> headers = new ArrayList<>();
    headers.add(Line.SUPPORTED);
    lasts.ifPresent(it -> headers.add(new SessionExpires(it, Optional.empty()).header()));
    least.ifPresent(it -> headers.add(SessionExpires.least(it)));
    return headers;
  }

  /// Takes a 422; false if it says nothing that could be met.
  boolean take(SipResponse refusal) {
    if (refusal.status() != 422 || raises == MOST_RAISES) {
      return false;
    }
    Optional<Duration> wanted =
        SessionExpires.leastOf(refusal.head())
            .filter(it -> it.compareTo(LONGEST) <= 0)
            .filter(it -> lasts.map(asked -> it.compareTo(asked) > 0).orElse(true));
    wanted.ifPresent(it -> {
      raises++;
      lasts = wanted;
      least = wanted;
    });
    return wanted.isPresent();
  }
}
