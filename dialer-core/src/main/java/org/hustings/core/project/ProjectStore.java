package org.hustings.core.project;

import java.util.List;
import java.util.Optional;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.recording.Recording;

/// Projects and recordings as the engine reads them; used inside one transaction.
public interface ProjectStore {

  Optional<Project> find(ProjectId project);

  List<Project> all();

  Optional<Recording> recording(RecordingId recording);
}
