package org.hustings.telephony.phonenet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The rings that a log's lines add up to. Not safe for many threads.
final class RingBook {
  private final List<Ring> rings = new ArrayList<>();
  private final Map<String, List<Integer>> byNumber = new HashMap<>();

  /// A line may be half written because the witness was killed; what it said is lost, no more.
  static RingBook read(Path path) throws IOException {
    var book = new RingBook();
    List<String> lines = Files.readAllLines(path, UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      Optional<RingLine> line = RingLine.parse(lines.get(i));
      if (line.isPresent()) {
        book.take(line.get());
      } else if (i < lines.size() - 1 && !lines.get(i).endsWith(RingLine.CUT_SHORT)) {
        throw new IOException(path + " line " + (i + 1) + " is not one of a log of rings");
      }
    }
    return book;
  }

  long next() {
    return rings.size() + 1L;
  }

  Ring ring(long id) {
    return rings.get((int) id - 1);
  }

  List<Ring> rings() {
    return List.copyOf(rings);
  }

  List<Ring> ringsOf(String called) {
    return byNumber.getOrDefault(called, List.of()).stream().map(rings::get).toList();
  }

  void take(RingLine line) {
    switch (line) {
      case RingLine.Arrived arrived -> add(arrived);
      case RingLine.Ringing(var at, long id) -> change(id, ring -> ring.ringing(at));
      case RingLine.Answered(var at, long id) -> change(id, ring -> ring.answered(at));
      case RingLine.Recorded(_, long id, String what) -> change(id, ring -> ring.recorded(what));
      case RingLine.Ended(var at, long id, Ring.Ending how) ->
          change(id, ring -> ring.ended(at, how));
    }
  }

  private void add(RingLine.Arrived line) {
    List<Integer> earlier = byNumber.computeIfAbsent(line.call().called(), _ -> new ArrayList<>());
    earlier.add(rings.size());
    rings.add(
        new Ring(
            line.ring(),
            line.call(),
            earlier.size(),
            line.behaviour(),
            Ring.Times.arrived(line.at()),
            Optional.empty(),
            Optional.empty()));
  }

  private void change(long id, UnaryOperator<Ring> how) {
    rings.set((int) id - 1, how.apply(ring(id)));
  }
}
