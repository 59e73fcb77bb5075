package org.hustings.schema.json;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.hustings.core.id.ProjectId;
import org.jooq.JSONB;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The latest attempt at a number by project (R9), as it stands in `phone.last_called`: project to
/// microseconds since 1970.
public final class LastCalledJson {
  private LastCalledJson() {}

  public static JSONB write(Map<ProjectId, Instant> lastCalled) {
    ObjectNode node = Json.object();
    lastCalled.forEach((project, at) ->
        node.put(project.toString(), ChronoUnit.MICROS.between(Instant.EPOCH, at)));
    return Json.written(node);
  }

  public static Map<ProjectId, Instant> read(JSONB json) {
    Map<ProjectId, Instant> lastCalled = new HashMap<>();
    for (Map.Entry<String, JsonNode> one : Json.read(json).properties()) {
      lastCalled.put(
          new ProjectId(Long.parseLong(one.getKey())),
          Instant.EPOCH.plus(one.getValue().longValue(), ChronoUnit.MICROS));
    }
    return lastCalled;
  }
}
