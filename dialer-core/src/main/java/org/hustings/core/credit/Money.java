package org.hustings.core.credit;

import java.math.BigDecimal;
import java.time.Duration;

/// An amount in micro-dollars: one millionth of a US dollar.
public record Money(long microdollars) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);

  public Money plus(Money other) {
    return new Money(Math.addExact(microdollars, other.microdollars));
  }

  public Money negated() {
    return new Money(Math.negateExact(microdollars));
  }

  public boolean isPositive() {
    return microdollars > 0;
  }

  /// What `connected` costs at this price a minute, prorated to the second; a part of a
  /// micro-dollar is not charged (R25).
  public Money perMinuteFor(Duration connected) {
    return new Money(Math.multiplyExact(microdollars, connected.toSeconds()) / 60);
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(microdollars, other.microdollars);
  }

  /// In dollars, for example `0.029000`.
  @Override
  public String toString() {
    return BigDecimal.valueOf(microdollars, 6).toPlainString();
  }
}
