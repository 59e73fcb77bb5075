package org.hustings.telephony.sip.call;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;

/// The Session-Expires header (RFC 4028 section 4): after how long a session is over unless it is
/// refreshed, and by whom it is. Who "UAC" is, each request says anew: its sender.
///
/// @param refresher empty where a request leaves the choice to the other side
record SessionExpires(Duration lasts, Optional<Refresher> refresher) {
  enum Refresher {
    UAC,
    UAS
  }

  static final String NAME = "Session-Expires";

  /// The option tag of session timers.
  static final String TAG = "timer";

  private static final String LEAST = "Min-SE";
  private static final Pattern SECONDS = Pattern.compile("\\s*([0-9]{1,9})\\s*(?:;.*)?");
  private static final Pattern REFRESHER = Pattern.compile(";\\s*refresher\\s*=\\s*(uac|uas)\\b");

  SessionExpires(Duration lasts, Refresher refresher) {
    this(lasts, Optional.of(refresher));
  }

  /// What a message says; empty if it says nothing, or nothing that makes sense.
  static Optional<SessionExpires> of(Head head) {
    return head.header(NAME)
        .flatMap(value -> seconds(value).map(lasts -> new SessionExpires(lasts, refresher(value))));
  }

  /// What the sender wants at least (section 5).
  static Optional<Duration> leastOf(Head head) {
    return head.header(LEAST).flatMap(SessionExpires::seconds);
  }

  static Header least(Duration value) {
    return new Header(LEAST, Long.toString(value.toSeconds()));
  }

  /// Whether the sender of a message knows session timers.
  static boolean knownTo(Head head) {
    return names(head, "Supported", TAG) || names(head, "Require", TAG);
  }

  /// Whether a header that lists words lists this one.
  static boolean names(Head head, String header, String word) {
    return head.headers(header).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .anyMatch(value -> value.strip().equalsIgnoreCase(word));
  }

  Header header() {
    String who = refresher.map(it -> ";refresher=" + it.name().toLowerCase(Locale.ROOT)).orElse("");
    return new Header(NAME, lasts.toSeconds() + who);
  }

  /// As it goes into a 2xx (section 9): where the sender of the request has a part to play, it must
  /// know of it.
  List<Header> inAnswer() {
    return refresher.filter(it -> it == Refresher.UAC).isPresent()
        ? List.of(header(), new Header("Require", TAG))
        : List.of(header());
  }

  private static Optional<Duration> seconds(String value) {
    Matcher matcher = SECONDS.matcher(value);
    return matcher.matches()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  private static Optional<Refresher> refresher(String value) {
    Matcher matcher = REFRESHER.matcher(value.toLowerCase(Locale.ROOT));
    return matcher.find()
        ? Optional.of(Refresher.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }
}
