package org.hustings.telephony.phonenet;

import java.util.List;
import java.util.Map;
import org.hustings.core.voter.PhoneNumber;

/// Who lives behind the numbers: what each does when it is rung for the nth time (from 1).
///
/// A pure function: asked again, it says the same. Safe for many threads.
@FunctionalInterface
public interface Subscribers {

  Behaviour ring(PhoneNumber number, int nth);

  /// As these, but with all durations multiplied.
  default Subscribers scaled(double factor) {
    return (number, nth) -> ring(number, nth).scaled(factor);
  }

  /// As these, except for the numbers that are given a list: the nth ring plays its nth behaviour,
  /// and each further one the last.
  default Subscribers assigning(Map<PhoneNumber, List<Behaviour>> exactly) {
    exactly.forEach((number, behaviours) -> {
      if (behaviours.isEmpty()) {
        throw new IllegalArgumentException("no behaviour is given for " + number);
      }
    });
    Map<PhoneNumber, List<Behaviour>> assigned = Map.copyOf(exactly);
    return (number, nth) -> {
      List<Behaviour> behaviours = assigned.get(number);
      return behaviours == null
          ? ring(number, nth)
          : behaviours.get(Math.min(nth, behaviours.size()) - 1);
    };
  }

  /// Everybody does the same.
  static Subscribers all(Behaviour behaviour) {
    return (_, _) -> behaviour;
  }
}
