package org.hustings.server.shift;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.SessionId;

/// What the volunteers noted down of their work, whatever the engine believes.
final class Notebook {
  private final List<Note> notes = new ArrayList<>();
  private final Map<SessionId, Duration> onTheLine = new HashMap<>();
  private final List<String> surprises = new ArrayList<>();

  /// Somebody presses "call".
  Note asks(int volunteer, int project, int number, Instant at) {
    Note note = new Note(volunteer, project, number, at);
    notes.add(note);
    return note;
  }

  /// In the order in which they were begun.
  List<Note> notes() {
    return List.copyOf(notes);
  }

  /// A volunteer was connected to a session for so long.
  void connected(SessionId session, Duration time) {
    onTheLine.merge(session, time, Duration::plus);
  }

  Map<SessionId, Duration> onTheLine() {
    return Map.copyOf(onTheLine);
  }

  /// Something happened to a volunteer that should not.
  void surprised(String what) {
    surprises.add(what);
  }

  List<String> surprises() {
    return List.copyOf(surprises);
  }

  /// One call, from "call" to the last word about it.
  static final class Note {
    final int volunteer;
    final int project;
    final int number;
    final Instant askedAt;
    Optional<AttemptId> attempt = Optional.empty();

    /// When the volunteer was known to be gone.
    Optional<Instant> lostAt = Optional.empty();

    /// Until when the volunteer, who is there, says nothing.
    Optional<Instant> silentUntil = Optional.empty();

    /// When the message was left to the server.
    Optional<Instant> droppedAt = Optional.empty();

    Optional<Said> said = Optional.empty();

    private Note(int volunteer, int project, int number, Instant askedAt) {
      this.volunteer = volunteer;
      this.project = project;
      this.number = number;
      this.askedAt = askedAt;
    }

    void said(Disposition what, Instant at) {
      said = Optional.of(new Said(what, at));
    }

    @Override
    public String toString() {
      return "volunteer %d called number %d at %s".formatted(volunteer, number, askedAt);
    }
  }

  /// What the volunteer's screen confirmed as saved.
  record Said(Disposition what, Instant at) {}
}
