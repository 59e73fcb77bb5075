package org.hustings.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a JVM collected its heap, as its log tells (`-Xlog:gc`).
///
/// @param pauses in milliseconds, in order of time
/// @param left megabytes that were in use after each pause
record Collections(List<Double> pauses, List<Integer> left) {
  private static final Pattern PAUSE =
      Pattern.compile("Pause .* \\d+M->(\\d+)M\\(\\d+M\\) ([0-9.]+)ms$");

  static Collections none() {
    return new Collections(List.of(), List.of());
  }

  static Collections read(Path log) throws IOException {
    List<Matcher> pauses =
        Files.readAllLines(log).stream().map(PAUSE::matcher).filter(Matcher::find).toList();
    return new Collections(
        pauses.stream().map(pause -> Double.valueOf(pause.group(2))).toList(),
        pauses.stream().map(pause -> Integer.valueOf(pause.group(1))).toList());
  }

  /// Those that came after earlier ones.
  Collections since(Collections earlier) {
    int from = earlier.pauses.size();
    return new Collections(pauses.subList(from, pauses.size()), left.subList(from, left.size()));
  }

  /// The longest; nothing if there was none.
  double longest() {
    return pauses.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /// Most megabytes in use after a pause; nothing if there was none.
  int mostLeft() {
    return left.stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
