package org.hustings.telephony.twilio;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hustings.core.telephony.Telephony;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The account at work: its budget of channels and calls per second, and whether it rests. Safe for
/// many threads.
///
/// Calls are spaced evenly, at most one in each 1/cps of a second. What one call's refusal says of
/// all others (credentials, funds, too many requests) makes the account rest: 2, 4 … 60 s, or as
/// long as Twilio asks for; after each rest one failure is the next.
final class Account {
  private static final Logger log = LoggerFactory.getLogger(Account.class);
  private static final Duration CHANNEL_AGAIN = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  private final String name;
  private final TwilioConfig.Capacity capacity;
  private int held;
  private int rests;
  private Instant nextStart = Instant.MIN;
  private Instant restsUntil = Instant.MIN;

  Account(String name, TwilioConfig.Capacity capacity) {
    this.name = name;
    this.capacity = capacity;
  }

  synchronized Telephony.Admission admit(Instant now) {
    if (rests(now)) {
      return new Telephony.Admission.NotNow("no-trunk", restsUntil);
    }
    if (held >= capacity.channels()) {
      return new Telephony.Admission.NotNow("channels", now.plus(CHANNEL_AGAIN));
    }
    Duration between = Duration.ofSeconds(1).dividedBy(capacity.cps());
    if (now.isBefore(nextStart) && !nextStart.isAfter(now.plus(between))) {
      return new Telephony.Admission.NotNow("cps", nextStart);
    }
    held++;
    nextStart = now.plus(between);
    return new Telephony.Admission.Admitted(new Channel());
  }

  synchronized int channelsHeld() {
    return held;
  }

  int channels() {
    return capacity.channels();
  }

  synchronized boolean well(Instant now) {
    return !rests(now);
  }

  /// A rest that is longer than any can be is one from before the clock was set back.
  private boolean rests(Instant now) {
    return now.isBefore(restsUntil) && !restsUntil.isAfter(now.plus(LONGEST_ASKED));
  }

  /// Twilio took an order.
  synchronized void took() {
    rests = 0;
  }

  /// Further calls would fare as this one did.
  ///
  /// @param asked how long Twilio wants to be left alone
  /// @param sentence for the log: what to do
  synchronized void rest(Optional<Duration> asked, String sentence, Instant now) {
    if (rests(now)) {
      return;
    }
    rests++;
    Duration own = Duration.ofSeconds(1L << Math.min(rests, 6));
    Duration longest = asked.isPresent() ? LONGEST_ASKED : LONGEST_REST;
    Duration rest = asked.orElse(own);
    restsUntil = now.plus(rest.compareTo(longest) < 0 ? rest : longest);
    log.atWarn()
        .setMessage("The Twilio account rests. " + sentence)
        .addKeyValue("event", "twilio-rests")
        .addKeyValue("trunk", name)
        .addKeyValue("until", restsUntil)
        .log();
  }

  private synchronized void release() {
    held--;
  }

  /// One channel.
  private final class Channel implements Telephony.Permit {
    private final AtomicBoolean open = new AtomicBoolean(true);

    @Override
    public String trunk() {
      return name;
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        release();
      }
    }
  }
}
