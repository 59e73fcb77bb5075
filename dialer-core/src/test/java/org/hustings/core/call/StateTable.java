package org.hustings.core.call;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Drives a lifecycle through every pair of state and event, and writes down what happens: the
/// tables in `docs/state`.
///
/// A test fails if the table there is stale. To write it anew: `./mvnw test -pl dialer-core
/// -Dtest='*MatrixTest' -DargLine=-Dhustings.state-tables=write`.
///
/// @param states an example of every state, by the name under which the table shows it
/// @param events an example of every event
public record StateTable<S, V, E>(
    String title,
    Map<String, S> states,
    Map<String, V> events,
    BiFunction<S, V, Step<S, E>> step,
    Naming<S, E> naming) {

  /// How the table names things.
  public interface Naming<S, E> {
    String state(S state);

    String effect(E effect);
  }

  /// One cell.
  public record Move<S, V, E>(String state, S from, String event, V what, Step<S, E> step) {}

  /// Every pair, in order.
  public List<Move<S, V, E>> moves() {
    List<Move<S, V, E>> moves = new ArrayList<>();
    states.forEach((state, from) ->
        events.forEach((event, what) ->
            moves.add(new Move<>(state, from, event, what, step.apply(from, what)))));
    return moves;
  }

  /// The classes of a sealed family that are not among the examples.
  public static Set<Class<?>> missing(Class<?> sealed, Stream<?> examples) {
    Set<Class<?>> missing = new LinkedHashSet<>(leaves(sealed));
    examples.map(Object::getClass).forEach(missing::remove);
    return missing;
  }

  private static Set<Class<?>> leaves(Class<?> type) {
    Set<Class<?>> leaves = new LinkedHashSet<>();
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        leaves.addAll(leaves(permitted));
      }
    } else {
      leaves.add(type);
    }
    return leaves;
  }

  /// The table as Markdown. A pair that changes nothing and causes nothing is only listed.
  public String markdown() {
    StringBuilder text =
        new StringBuilder("# " + title + "\n\nWritten by the matrix test; do not edit.\n");
    states.forEach((state, from) -> {
      List<Move<S, V, E>> moves =
          moves().stream().filter(move -> move.state().equals(state)).toList();
      text.append("\n## ").append(state).append("\n\n");
      String rows = moves.stream().filter(StateTable::matters).map(this::row).collect(joining());
      if (!rows.isEmpty()) {
        text.append("| event | next | effects |\n|---|---|---|\n").append(rows);
      }
      String ignored =
          moves.stream().filter(move -> !matters(move)).map(Move::event).collect(joining(", "));
      if (!ignored.isEmpty()) {
        text.append("\nIgnored: ").append(ignored).append(".\n");
      }
    });
    return text.toString();
  }

  private static <S, V, E> boolean matters(Move<S, V, E> move) {
    return !move.step().effects().isEmpty() || !move.step().next().equals(move.from());
  }

  private String row(Move<S, V, E> move) {
    String effects = move.step().effects().stream().map(naming::effect).collect(joining(", "));
    return "| %s | %s | %s |\n".formatted(move.event(), naming.state(move.step().next()), effects);
  }

  /// The table as it stands in the repository; written first if asked for.
  public static String committed(String file, String now) {
    Path path = root().resolve("docs/state").resolve(file);
    try {
      if ("write".equals(System.getProperty("hustings.state-tables"))) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, now);
      }
      return Files.readString(path);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("mvnw"))) {
      here = requireNonNull(here.getParent(), "no mvnw in any directory above");
    }
    return here;
  }
}
