package org.hustings.api.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One page of a list, with the cursor of the next.
///
/// @param next absent on the last page
public record Pages<T>(List<T> items, Optional<String> next) {
  private static final long MOST = 500;
  private static final long USUAL = 100;

  public Pages {
    items = List.copyOf(items);
  }

  /// How many the client wants, within reason (`limit`).
  public static int limit(Request request) {
    return (int) Math.min(MOST, request.numberIfGiven("limit").orElse(USUAL));
  }

  /// The id after which the page begins (`after`); 0 for the first page.
  public static long after(Request request) {
    return request.numberIfGiven("after").orElse(0L);
  }

  /// A page of `limit` items out of `found`, which has one more if there is another page.
  public static <T, V> Pages<V> of(
      List<T> found, int limit, Function<T, V> view, Function<T, Object> cursor) {
    List<T> page = found.size() > limit ? found.subList(0, limit) : found;
    Optional<String> next =
        found.size() > limit
            ? Optional.of(cursor.apply(page.getLast()).toString())
            : Optional.empty();
    return new Pages<>(page.stream().map(view).toList(), next);
  }
}
