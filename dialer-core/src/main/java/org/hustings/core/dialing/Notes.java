package org.hustings.core.dialing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.hustings.core.dialing.Transactions.Stores;

/// What is to be written and nobody waits for, in the order in which it came. Of several notes
/// about the same the last one counts, in its own place. Belongs to one clerk's runner.
final class Notes {
  private final SequencedMap<Subject, Note> kept = new LinkedHashMap<>();

  /// One thing to be written. Harmless when repeated: whether it was written is not always known.
  record Note(Subject about, Consumer<Stores> work) {
    Note(String what, Object of, Consumer<Stores> work) {
      this(new Subject(what, of), work);
    }
  }

  /// @param what for the log
  record Subject(String what, Object of) {}

  boolean isEmpty() {
    return kept.isEmpty();
  }

  int size() {
    return kept.size();
  }

  void keep(Note note) {
    kept.putLast(note.about(), note);
  }

  List<Note> takeAll() {
    List<Note> all = new ArrayList<>(kept.values());
    kept.clear();
    return all;
  }

  /// They could not be written; what was kept since then is newer.
  void putBack(List<Note> older) {
    older
        .reversed()
        .forEach(note -> {
          if (!kept.containsKey(note.about())) {
            kept.putFirst(note.about(), note);
          }
        });
  }
}
