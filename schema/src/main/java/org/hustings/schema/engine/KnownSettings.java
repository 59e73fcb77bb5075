package org.hustings.schema.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.project.ProjectSettings;
import org.hustings.schema.json.ProjectJson;
import org.jooq.JSONB;

/// What projects' settings say, by the text that they were read from: the same text says the same.
/// So every claim has the settings as they are now, and they are made out only after a change.
final class KnownSettings {
  private final Map<ProjectId, Known> byProject = new ConcurrentHashMap<>();

  ProjectSettings settings(ProjectId project, String text, Optional<RecordingId> voicemail) {
    Known known = byProject.get(project);
    if (known == null || !known.text.equals(text) || !known.voicemail.equals(voicemail)) {
      known = new Known(text, voicemail, ProjectJson.read(JSONB.valueOf(text), voicemail));
      byProject.put(project, known);
    }
    return known.settings;
  }

  private record Known(String text, Optional<RecordingId> voicemail, ProjectSettings settings) {}
}
