package org.hustings.server.shift;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.server.shift.Notebook.Note;
import org.hustings.server.shift.plain.Plan;
import org.hustings.server.shift.plain.Ring;
import org.hustings.server.shift.plain.Witness;
import org.hustings.telephony.phonenet.RingLog;

/// Compares three accounts of the same calls: what the telephone network heard, what the volunteers
/// noted and what the books say. A ring is known by called number and time, never by what the
/// engine calls it.
final class Inquiry {
  /// R24, as the projects have it.
  private static final Duration GRACE = Duration.ofMinutes(2);

  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final String WHOLE_MESSAGE = "20.000 s of 20.000 s";

  private final Stage stage;
  private final Notebook notebook;
  private final List<String> complaints = new ArrayList<>();
  private final List<Ring> rings = new ArrayList<>();

  Inquiry(Stage stage, Notebook notebook) {
    this.stage = stage;
    this.notebook = notebook;
  }

  /// What was not as it must be.
  List<String> into(RingLog log) {
    Map<Asked, Note> asked = new HashMap<>();
    notebook.notes().forEach(note -> asked.put(new Asked(note.number, note.askedAt), note));
    Set<Note> rung = new HashSet<>();
    for (org.hustings.telephony.phonenet.Ring ring : log.rings()) {
      int number = PlannedTown.indexOf(ring.called());
      Note note = asked.get(new Asked(number, ring.times().arrivedAt()));
      if (note == null) {
        complaints.add("nobody asked for this ring: " + ring);
      } else if (!rung.add(note)) {
        complaints.add("R22: rung twice for one attempt: " + ring);
      } else {
        compare(ring, note);
      }
    }
    complaints.addAll(new Witness(stage.plan()).judge(rings));
    charges();
    return List.copyOf(complaints);
  }

  int ringCount() {
    return rings.size();
  }

  /// A volunteer's "call" leads to a ring at once, or to none.
  private record Asked(int number, Instant at) {}

  private void compare(org.hustings.telephony.phonenet.Ring ring, Note note) {
    Optional<Instant> ended = ring.times().endedAt();
    if (ended.isEmpty()) {
      complaints.add("never ended: " + ring);
      return;
    }
    boolean dropped = note.droppedAt.isPresent();
    if (!dropped && note.lostAt.filter(at -> ended.get().isAfter(at.plus(AT_ONCE))).isPresent()) {
      complaints.add("R24: the voter was left on the line: " + note);
    }
    if (dropped && isVoicemail(ring) && !ring.recording().orElse("").endsWith(WHOLE_MESSAGE)) {
      complaints.add("R12: not the whole message: " + ring);
    }
    note.said.ifPresent(said -> kept(note, said.what()));
    Optional<Instant> known =
        note.said
            .map(Notebook.Said::at)
            .or(() -> note.droppedAt.flatMap(_ -> ended))
            .or(() -> note.silentUntil)
            .or(() -> note.lostAt.map(at -> at.plus(GRACE)));
    if (known.isEmpty()) {
      complaints.add("nobody ever said what came of it: " + note);
    }
    rings.add(
        new Ring(
            ring.times().arrivedAt(),
            ended.get(),
            known.orElse(ended.get()),
            note.project,
            note.number,
            note.volunteer));
  }

  private boolean isVoicemail(org.hustings.telephony.phonenet.Ring ring) {
    Plan.Answer answer =
        stage.plan().numbers().get(PlannedTown.indexOf(ring.called())).answer(ring.nth());
    return answer.kind() == Plan.Kind.VOICEMAIL;
  }

  /// R21, R22: what a screen confirmed is what the books say, with every answer.
  private void kept(Note note, Disposition said) {
    AttemptId attempt = note.attempt.orElseThrow();
    Optional<Disposition> kept =
        stage.in(books -> books.attempts().dispositionOf(attempt)).map(DispositionRow::disposition);
    if (!kept.equals(Optional.of(said))) {
      complaints.add("R21: " + note + " and said " + said + ", but the books say " + kept);
    }
  }

  /// R25: 2.9 cents a minute, prorated to the second, for each session by itself.
  private void charges() {
    long due =
        notebook.onTheLine().values().stream()
            .mapToLong(time -> 29_000 * time.toSeconds() / 60)
            .sum();
    long charged =
        Stage.CREDIT.microdollars() - stage.in(books -> books.credits().balance()).microdollars();
    if (charged != due) {
      complaints.add("R25: charged " + charged + " microdollars, expected " + due);
    }
  }
}
