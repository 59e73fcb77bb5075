package org.hustings.server.bench;

import java.time.Duration;
import java.util.Locale;

/// What came of one rate of calls.
///
/// @param to whom it was offered
/// @param rate calls offered a second
/// @param perSecond how many were begun
/// @param waited for what, as the [Book] has it
record Offer(String to, int rate, double perSecond, int failed, Waited waited, Costs.Spent spent) {
  /// Of what is offered, this much must be done.
  private static final double MET = 0.95;

  private record Waited(Rate invited, Rate bridged, Rate disposed, Rate claimed) {}

  static Offer taken(String to, int rate, double perSecond, Book book, Costs.Spent spent) {
    Duration during = spent.during();
    Waited waited =
        new Waited(
            book.invited().take(during),
            book.bridged().take(during),
            book.disposed().take(during),
            book.claimed().take(during));
    return new Offer(to, rate, perSecond, book.failed().take(during).count(), waited, spent);
  }

  boolean met() {
    return perSecond >= MET * rate;
  }

  static String heading() {
    return "| offered/s | to | done/s | failed | command to INVITE p50 | p99 | answer to voice p50"
        + " | p99 | outcome p99 | claim p50 | p99 | cores: server | database | far end"
        + " | frames lost |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %d | %s | %.1f | %d | %s | %s | %s | %s | %s | %s | %s | %.2f | %.2f | %.2f | %s |",
        rate,
        to,
        perSecond,
        failed,
        time(waited.invited, 0.5),
        time(waited.invited, 0.99),
        time(waited.bridged, 0.5),
        time(waited.bridged, 0.99),
        time(waited.disposed, 0.99),
        time(waited.claimed, 0.5),
        time(waited.claimed, 0.99),
        spent.server(),
        spent.database(),
        spent.network(),
        spent.lost());
  }

  /// Empty for what was never done.
  private static String time(Rate rate, double share) {
    return rate.count() == 0 ? "" : String.format(Locale.ROOT, "%.1f ms", rate.millis(share));
  }
}
