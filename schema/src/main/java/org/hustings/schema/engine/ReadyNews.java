package org.hustings.schema.engine;

import java.util.HashMap;
import java.util.Map;
import org.hustings.schema.engine.ClaimMarks.Part;

/// What has become takeable here and other servers are to be told: for each part the best place,
/// until somebody collects it. Nobody collects on a server that is alone.
final class ReadyNews {
  private final Map<Part, IndexKey> untold = new HashMap<>();
  private boolean followed;

  /// From now on somebody collects.
  synchronized void follow() {
    followed = true;
  }

  synchronized void tell(Map<Part, IndexKey> ready) {
    if (followed) {
      ready.forEach((part, key) ->
          untold.merge(part, key, (one, other) -> one.compareTo(other) < 0 ? one : other));
    }
  }

  synchronized Map<Part, IndexKey> collect() {
    Map<Part, IndexKey> collected = Map.copyOf(untold);
    untold.clear();
    return collected;
  }
}
