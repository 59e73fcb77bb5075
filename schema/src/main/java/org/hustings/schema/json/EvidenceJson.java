package org.hustings.schema.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hustings.core.rule.Evidence;
import org.hustings.core.rule.Evidence.Check;
import org.jooq.JSONB;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Evidence: which rules were checked with which data (R8), as it stands in `attempt`.
public final class EvidenceJson {
  private EvidenceJson() {}

  public static JSONB write(Evidence evidence) {
    ObjectNode node = Json.object();
    node.put("at", evidence.at().toString());
    ArrayNode checks = node.putArray("checks");
    for (Check check : evidence.checks()) {
      ObjectNode one = checks.addObject();
      one.put("rule", check.rule()).put("allowed", check.allowed());
      ObjectNode data = one.putObject("data");
      new TreeMap<>(check.data()).forEach(data::put);
    }
    return Json.written(node);
  }

  public static Evidence read(JSONB json) {
    JsonNode node = Json.read(json);
    List<Check> checks = new ArrayList<>();
    for (JsonNode one : node.path("checks")) {
      Map<String, String> data = new HashMap<>();
      one.path("data")
          .properties()
          .forEach(each -> data.put(each.getKey(), each.getValue().stringValue()));
      checks.add(new Check(Json.required(one, "rule"), one.path("allowed").booleanValue(), data));
    }
    return new Evidence(Instant.parse(Json.required(node, "at")), checks);
  }
}
