package org.hustings.schema.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Small things to do with files.
final class Trees {
  private static final int LAST_LINES = 5;

  private Trees() {}

  /// Deletes a directory with all that is in it, if it is there.
  static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(root)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.delete(path);
    }
  }

  /// The last lines of a log.
  static String tail(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "nothing";
    }
    List<String> lines = Files.readAllLines(log);
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
