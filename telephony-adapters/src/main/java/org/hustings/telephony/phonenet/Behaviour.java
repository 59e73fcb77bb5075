package org.hustings.telephony.phonenet;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.regex.Pattern;

/// What a simulated subscriber does when its phone is rung once. Durations count from the arrival
/// of the call, or, once answered, from the answer.
public sealed interface Behaviour {
  Pattern KEYS = Pattern.compile("[0-9*#A-D]{1,32}");

  /// Answers, speaks, then listens until the caller hangs up, and hangs up itself after `stays`.
  ///
  /// @param speaks how long it speaks after the answer
  record Answers(Duration after, Duration speaks, Duration stays) implements Behaviour {
    public Answers {
      positive("after", after);
      positive("speaks", speaks);
      if (stays.compareTo(speaks) < 0) {
        throw new IllegalArgumentException(
            "stays is " + stays + ", expected at least the " + speaks + " of speaking");
      }
    }
  }

  /// Answers, and hangs up in the middle of a sentence.
  record HangsUp(Duration after, Duration hears) implements Behaviour {
    public HangsUp {
      positive("after", after);
      positive("hears", hears);
    }
  }

  /// As `then`, and presses keys once it has spoken.
  record PressesKeys(String keys, Answers then) implements Behaviour {
    public PressesKeys {
      requireNonNull(then, "then");
      if (!KEYS.matcher(keys).matches()) {
        throw new IllegalArgumentException("keys are " + keys + ", expected 0 to 9, *, #, A to D");
      }
    }
  }

  /// Nobody answers, for as long as it rings.
  record RingsOut() implements Behaviour {}

  /// The line is engaged.
  record Busy() implements Behaviour {}

  /// A machine answers, plays its greeting and a beep, and records until the caller hangs up, the
  /// longest message is over, or nothing was heard for `patience`.
  record Machine(Duration after, Duration greets, Duration records, Duration patience)
      implements Behaviour {
    public Machine {
      positive("after", after);
      positive("greets", greets);
      positive("records", records);
      positive("patience", patience);
    }
  }

  /// There is no such number.
  record NoSuchNumber() implements Behaviour {}

  /// Presses "decline" while it rings.
  record Declines(Duration after) implements Behaviour {
    public Declines {
      positive("after", after);
    }
  }

  /// As `then`, but with this share of the packets lost in either direction; in memory, as `then`.
  record LossyLine(int perMille, Answers then) implements Behaviour {
    public LossyLine {
      requireNonNull(then, "then");
      if (perMille < 1 || perMille > 999) {
        throw new IllegalArgumentException("per mille is " + perMille + ", expected 1 to 999");
      }
    }
  }

  /// The same with all durations multiplied, for shifts that run faster than life.
  default Behaviour scaled(double factor) {
    return switch (this) {
      case Answers b -> scaled(b, factor);
      case HangsUp b -> new HangsUp(times(b.after, factor), times(b.hears, factor));
      case Machine b ->
          new Machine(
              times(b.after, factor),
              times(b.greets, factor),
              times(b.records, factor),
              times(b.patience, factor));
      case Declines b -> new Declines(times(b.after, factor));
      case LossyLine b -> new LossyLine(b.perMille, scaled(b.then, factor));
      case PressesKeys b -> new PressesKeys(b.keys, scaled(b.then, factor));
      case RingsOut _, Busy _, NoSuchNumber _ -> this;
    };
  }

  private static Answers scaled(Answers b, double factor) {
    return new Answers(times(b.after, factor), times(b.speaks, factor), times(b.stays, factor));
  }

  private static Duration times(Duration duration, double factor) {
    return Duration.ofMillis(Math.max(1, Math.round(duration.toMillis() * factor)));
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " is " + value + ", expected more than nothing");
    }
  }
}
