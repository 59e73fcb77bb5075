package org.hustings.telephony.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No input makes a reader throw, go on for ever, or take memory without bound. Kept below
/// `resources/fuzz`, as hexadecimal text, are the shortest spoilt inputs that mutation found for
/// each thing that a reader makes of one, named after it; they are tried first. What fails is
/// printed, and is to be kept there, too.
@Timeout(300)
class ReadersFuzzTest {
  private static final Path KEPT = Path.of("src", "test", "resources", "fuzz");

  /// What a resolver could be asked for: a dotted name, an address.
  private static final Pattern HOST =
      Pattern.compile("(?i)[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.[a-z]{2,}|\\d+(?:\\.\\d+){3}");

  private static final Pattern OF_NOBODY =
      Pattern.compile(
          "(?i)(?:.*\\.)?example\\.(?:com|net|org)|192\\.0\\.2\\.\\d{1,3}|127\\.0\\.0\\.1");
  private static final int LONGEST_PRINTED = 4_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static List<Reader> readers() {
    return Reader.all();
  }

  @ParameterizedTest
  @MethodSource("readers")
  void nothing_that_is_kept_does_harm(Reader reader) throws IOException {
    try (Stream<Path> files = Files.list(KEPT.resolve(reader.kind()))) {
      List<Path> kept = files.sorted().toList();
      assertThat(kept).as("kept inputs").isNotEmpty();
      for (Path file : kept) {
        read(reader, HexFormat.of().parseHex(Files.readString(file).strip()), file.toString());
      }
    }
    reader.samples().forEach(sample -> read(reader, sample, "a sample"));
  }

  /// A corpus that nobody replays, or that is not there, would be noticed by nobody.
  @Test
  void each_reader_has_kept_inputs_and_all_that_is_kept_has_a_reader() throws IOException {
    try (Stream<Path> directories = Files.list(KEPT)) {
      assertThat(directories.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Reader.all().stream().map(Reader::kind).toList());
    }
  }

  /// They are sent to a server, which may not even be tempted ([TortureTest]).
  @Test
  void no_kept_message_names_a_host_of_anybody() throws IOException {
    try (Stream<Path> files = Files.list(KEPT.resolve("sip"))) {
      for (Path file : files.toList()) {
        byte[] message = HexFormat.of().parseHex(Files.readString(file).strip());
        assertThat(HOST.matcher(new String(message, StandardCharsets.ISO_8859_1)).results())
            .as(file.toString())
            .allMatch(host -> OF_NOBODY.matcher(host.group()).matches());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  void no_spoilt_input_does_harm(Reader reader) {
    spoil(reader, 4475, 4_000);
  }

  @ParameterizedTest
  @Tag("long")
  @MethodSource("readers")
  void no_spoilt_input_does_harm_for_long(Reader reader) {
    spoil(reader, Long.getLong("fuzz.seed", System.nanoTime()), 400_000);
  }

  private static void spoil(Reader reader, long seed, int times) {
    Mutations mutations = new Mutations(reader.samples(), seed);
    for (int i = 0; i < times; i++) {
      read(reader, mutations.next(), "number " + i + " of -Dfuzz.seed=" + seed);
    }
  }

  private static void read(Reader reader, byte[] input, String which) {
    // What a first time took may have gone into loading classes.
    long bound = reader.most() + 100L * input.length;
    boolean tooMuch = taken(reader, input, which) > bound;
    if (tooMuch && taken(reader, input, which) > bound) {
      throw new AssertionError(described(reader, input, which) + " takes too much memory");
    }
  }

  @SuppressWarnings("CatchingUnchecked")
  private static long taken(Reader reader, byte[] input, String which) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reader.reads().accept(input.clone());
    } catch (Throwable thrown) {
      throw new AssertionError(
          described(reader, input, which) + " was not read: " + thrown, thrown);
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static String described(Reader reader, byte[] input, String which) {
    String hex = HexFormat.of().formatHex(input);
    return "%s, %s, %s"
        .formatted(reader.kind(), which, hex.substring(0, Math.min(hex.length(), LONGEST_PRINTED)));
  }
}
