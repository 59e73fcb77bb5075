package org.hustings.api.session;

import org.hustings.api.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON Merge Patch (RFC 7386): what makes one object of another. Members that are gone become
/// `null`; lists are sent whole.
final class MergePatch {
  private MergePatch() {}

  static ObjectNode between(ObjectNode before, ObjectNode after) {
    ObjectNode patch = Json.object();
    after
        .properties()
        .forEach(member ->
            change(before.get(member.getKey()), member.getKey(), member.getValue(), patch));
    before.propertyNames().stream().filter(name -> !after.has(name)).forEach(patch::putNull);
    return patch;
  }

  private static void change(
      @Nullable JsonNode before, String name, JsonNode after, ObjectNode patch) {
    if (before instanceof ObjectNode old && after instanceof ObjectNode now) {
      ObjectNode inner = between(old, now);
      if (!inner.isEmpty()) {
        patch.set(name, inner);
      }
    } else if (!after.equals(before)) {
      patch.set(name, after);
    }
  }
}
