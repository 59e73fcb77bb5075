package org.hustings.core.rehearsal;

import java.util.List;
import java.util.Optional;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectStore;
import org.hustings.core.recording.Recording;

/// A campaign's projects and recordings in memory.
final class RehearsalProjects implements ProjectStore {
  private final Books books;

  RehearsalProjects(Books books) {
    this.books = books;
  }

  @Override
  public Optional<Project> find(ProjectId project) {
    return books.projectRows.find(project);
  }

  @Override
  public List<Project> all() {
    return List.copyOf(books.projectRows.all());
  }

  @Override
  public Optional<Recording> recording(RecordingId recording) {
    return books.recordings.find(recording);
  }
}
