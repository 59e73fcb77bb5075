package org.hustings.server.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hustings.core.callerid.CallerIds;
import org.hustings.core.voter.PhoneNumber;

/// A provider's book of caller IDs, and the telephones that it rings. The same account for all
/// campaigns of the server.
final class ScriptedCallerIds implements CallerIds {
  static final String CODE = "246810";

  private final InstantSource clock;
  private final Map<PhoneNumber, Instant> book = new ConcurrentHashMap<>();
  private final List<PhoneNumber> ordered = new CopyOnWriteArrayList<>();
  private volatile boolean here = true;
  private volatile boolean silent;
  private volatile Order answer = new Order.Rings(CODE);

  ScriptedCallerIds(InstantSource clock) {
    this.clock = clock;
  }

  /// No provider of this server verifies.
  void isNowhere() {
    here = false;
  }

  /// Says nothing of any number.
  void isSilent(boolean now) {
    silent = now;
  }

  /// Answers orders like this from now on.
  void answers(Order other) {
    answer = other;
  }

  /// Somebody keys the code in at this number, or verifies it in the provider's own console.
  void verified(PhoneNumber number) {
    book.put(number, clock.instant());
  }

  /// The numbers that were ordered to be rung, in order.
  List<PhoneNumber> ordered() {
    return List.copyOf(ordered);
  }

  @Override
  public boolean verifies() {
    return here;
  }

  @Override
  public Order order(PhoneNumber number, String name) {
    ordered.add(number);
    return answer;
  }

  @Override
  public Standing standing(PhoneNumber number) {
    Instant since = book.get(number);
    if (silent) {
      return new Standing.Unknown();
    }
    return since == null ? new Standing.NotVerified() : new Standing.Verified(since);
  }
}
