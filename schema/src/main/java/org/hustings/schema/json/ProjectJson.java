package org.hustings.schema.json;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.UserId;
import org.hustings.core.project.Access;
import org.hustings.core.project.LegalWindow;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.project.ProjectSettings.Lines;
import org.hustings.core.project.ProjectSettings.OwnDisposition;
import org.hustings.core.project.ProjectSettings.UnknownZones;
import org.hustings.core.voter.PhoneNumber;
import org.jooq.JSONB;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A project's settings as they stand in `project.settings`. Durations are seconds. The voicemail
/// is a column of its own, so that the database guards it.
public final class ProjectJson {
  private ProjectJson() {}

  public static JSONB write(ProjectSettings settings) {
    ObjectNode node = Json.object();
    HoursJson.write(settings.hours(), node.putObject("hours"));
    node.putArray("legalWindow")
        .add(settings.legalWindow().opensAt().toString())
        .add(settings.legalWindow().closesAt().toString());
    node.put("unknownZones", settings.unknownZones().name());
    node.put("attemptLimit", settings.attemptLimit());
    node.put("retryDelay", settings.retryDelay().toSeconds());
    node.put("ringFor", settings.ringFor().toSeconds());
    node.put("suppression", settings.suppression().toSeconds());
    node.put("wrapUpGrace", settings.wrapUpGrace().toSeconds());
    settings.callerId().ifPresent(number -> node.put("callerId", number.e164()));
    node.put("script", settings.script());
    SurveyJson.write(settings.survey(), node.putArray("survey"));
    ArrayNode dispositions = node.putArray("dispositions");
    settings.dispositions().forEach(own -> write(own, dispositions.addObject()));
    write(settings.access(), node);
    write(settings.lines(), node);
    return Json.written(node);
  }

  private static void write(OwnDisposition own, ObjectNode into) {
    into.put("code", own.code()).put("label", own.label()).put("action", own.action().name());
  }

  private static void write(Lines lines, ObjectNode into) {
    if (lines.machineHint()) {
      into.put("machineHint", true);
    }
    lines.home().ifPresent(home -> into.put("home", home));
  }

  private static void write(Access access, ObjectNode into) {
    switch (access) {
      case Access.Everyone _ -> {
        // the default: nothing to say
      }
      case Access.Only(Set<UserId> users, Set<GroupId> groups) -> {
        ObjectNode only = into.putObject("only");
        writeIds(only.putArray("users"), users.stream().mapToLong(UserId::value));
        writeIds(only.putArray("groups"), groups.stream().mapToLong(GroupId::value));
      }
    }
  }

  private static void writeIds(ArrayNode into, LongStream ids) {
    ids.sorted().forEach(into::add);
  }

  public static ProjectSettings read(JSONB json, Optional<RecordingId> voicemail) {
    JsonNode node = Json.read(json);
    ProjectSettings defaults = ProjectSettings.defaults(HoursJson.read(node.path("hours")));
    return new ProjectSettings(
        defaults.hours(),
        readLegalWindow(node.path("legalWindow"), defaults),
        Json.text(node, "unknownZones").map(UnknownZones::valueOf).orElse(defaults.unknownZones()),
        node.path("attemptLimit").asInt(defaults.attemptLimit()),
        seconds(node, "retryDelay", defaults.retryDelay()),
        seconds(node, "ringFor", defaults.ringFor()),
        seconds(node, "suppression", defaults.suppression()),
        seconds(node, "wrapUpGrace", defaults.wrapUpGrace()),
        Json.text(node, "callerId").map(PhoneNumber::new),
        Json.text(node, "script").orElse(defaults.script()),
        SurveyJson.read(node.path("survey")),
        readDispositions(node.path("dispositions")),
        readAccess(node.path("only")),
        voicemail,
        new Lines(node.path("machineHint").asBoolean(false), Json.text(node, "home")));
  }

  private static Duration seconds(JsonNode node, String key, Duration otherwise) {
    return Duration.ofSeconds(node.path(key).asLong(otherwise.toSeconds()));
  }

  private static LegalWindow readLegalWindow(JsonNode node, ProjectSettings defaults) {
    return node.size() == 2
        ? new LegalWindow(
            LocalTime.parse(node.path(0).stringValue()),
            LocalTime.parse(node.path(1).stringValue()))
        : defaults.legalWindow();
  }

  private static List<OwnDisposition> readDispositions(JsonNode node) {
    List<OwnDisposition> own = new ArrayList<>();
    for (JsonNode one : node) {
      own.add(
          new OwnDisposition(
              Json.required(one, "code"),
              Json.required(one, "label"),
              Action.valueOf(Json.required(one, "action"))));
    }
    return own;
  }

  private static Access readAccess(JsonNode only) {
    if (!only.isObject()) {
      return Access.everyone();
    }
    Set<UserId> users = new HashSet<>();
    only.path("users").forEach(id -> users.add(new UserId(id.longValue())));
    Set<GroupId> groups = new HashSet<>();
    only.path("groups").forEach(id -> groups.add(new GroupId(id.longValue())));
    return new Access.Only(users, groups);
  }
}
