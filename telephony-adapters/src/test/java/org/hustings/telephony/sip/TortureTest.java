package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hustings.telephony.peers.NotedLookups;
import org.hustings.telephony.peers.OwnNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The messages of RFC 4475, by the table in `docs/rfc4475.md`, and some thousand more that are
/// made of them by spoiling.
class TortureTest {
  private static final Path TABLE = Path.of("..", "docs", "rfc4475.md");
  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final Path MESSAGES = RESOURCES.resolve("rfc4475");
  private static final Pattern ROW =
      Pattern.compile("\\| ([0-9.]+) \\| (\\w+) \\| (.+) \\| (.+) \\| (.+) \\|");
  private static final Pattern BRANCH = Pattern.compile("(?i)branch\\s*=\\s*([^\\s;,]+)");

  private static final Map<String, String> FACTS = new HashMap<>();

  /// One message over one transport.
  record Trial(String section, String name, String transport, List<String> allowed) {
    @Override
    public String toString() {
      return section + " " + name + " over " + transport;
    }
  }

  @BeforeAll
  static void torture(@TempDir Path directory) throws IOException {
    Path service = directory.resolve("services").resolve(NotedLookups.SERVICE);
    Files.createDirectories(service.getParent());
    Files.writeString(service, NotedLookups.class.getName());
    Path report = directory.resolve("report");
    List<String> arguments =
        new ArrayList<>(List.of(report.toString(), RESOURCES.toAbsolutePath().toString()));
    arguments.addAll(rounds());
    OwnNetwork.loopbackOnly()
        .run(
            TortureChamber.class,
            directory.resolve("services"),
            arguments,
            directory,
            Duration.ofMinutes(2));
    for (String line : Files.readAllLines(report)) {
      int end = line.lastIndexOf('\t');
      FACTS.put(line.substring(0, end), line.substring(end + 1));
    }
  }

  /// A server takes a second request of one branch for a repetition of the first, so they go to
  /// different servers.
  private static List<String> rounds() throws IOException {
    List<List<String>> rounds = new ArrayList<>();
    List<Set<String>> branches = new ArrayList<>();
    for (String name : trials().map(Trial::name).distinct().toList()) {
      String branch = branch(name);
      int round = 0;
      while (round < rounds.size() && branches.get(round).contains(branch)) {
        round++;
      }
      if (round == rounds.size()) {
        rounds.add(new ArrayList<>());
        branches.add(new HashSet<>());
      }
      rounds.get(round).add(name);
      branches.get(round).add(branch);
    }
    List<String> arguments = new ArrayList<>();
    rounds.forEach(round -> {
      arguments.addAll(round);
      arguments.add("/");
    });
    arguments.removeLast();
    return arguments;
  }

  private static String branch(String name) throws IOException {
    String text = Files.readString(MESSAGES.resolve(name + ".dat"), StandardCharsets.ISO_8859_1);
    Matcher branch = BRANCH.matcher(text);
    return branch.find() ? branch.group(1) : name;
  }

  static Stream<Trial> trials() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .flatMap(row ->
            Stream.of(
                new Trial(row.group(1), row.group(2), "udp", allowed(row.group(4))),
                new Trial(row.group(1), row.group(2), "tcp", allowed(row.group(5)))));
  }

  private static List<String> allowed(String cell) {
    return Stream.of(cell.split(" or ")).map(it -> it.equals("dropped") ? "" : it).toList();
  }

  @ParameterizedTest
  @MethodSource("trials")
  void is_answered_as_the_rfc_says(Trial trial) {
    assertThat(FACTS.get(trial.transport() + "\t" + trial.name())).isIn(trial.allowed());
  }

  @Test
  void the_table_has_all_messages() throws IOException {
    try (Stream<Path> files = Files.list(MESSAGES)) {
      List<String> names =
          files.map(file -> file.getFileName().toString().replace(".dat", "")).toList();
      assertThat(names).hasSize(49);
      assertThat(trials().map(Trial::name).distinct()).containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void what_is_kept_of_spoilt_messages_is_sent_too() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("fuzz").resolve("sip"))) {
      long kept = files.count();
      assertThat(kept).isPositive();
      assertThat(FACTS.get("kept\tfuzz")).isEqualTo(String.valueOf(kept));
    }
  }

  @Test
  void nothing_goes_to_a_host_that_a_message_names_and_none_is_looked_up() {
    assertThat(FACTS.get("unroutable")).isEqualTo("0");
    assertThat(FACTS.get("lookups")).isEqualTo("[]");
    assertThat(FACTS.get("astray")).as("answers by UDP to what came by TCP").isEqualTo("{}");
  }

  @Test
  void no_thread_dies_of_an_exception() {
    assertThat(FACTS.get("uncaught")).isEqualTo("[]");
  }

  /// A datagram and a connection to 192.0.2.1, and one name.
  @Test
  void had_anything_gone_there_it_would_have_been_seen() {
    assertThat(FACTS.get("witness unroutable")).isEqualTo("2");
    assertThat(FACTS.get("witness lookups")).isEqualTo("[host.example.com]");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void the_call_in_progress_keeps_its_sound_and_the_server_its_threads(String way) {
    int blocks = Integer.parseInt(FACTS.get("blocks\t" + way));
    assertThat(blocks).as("of 20 ms each").isGreaterThan(50);
    // A busy machine may lose one; a call that is hurt loses many.
    assertThat(Integer.parseInt(FACTS.get("unlike blocks\t" + way))).isLessThan(blocks / 50);
    assertThat(FACTS.get("legs\t" + way)).isEqualTo("2");
    assertThat(FACTS.get("ill\t" + way)).isEqualTo("0");
    assertThat(FACTS.get("restarts\t" + way)).isEqualTo("0");
    assertThat(FACTS.get("failed runners\t" + way)).isEqualTo("0");
  }

  static Stream<String> ways() {
    return Stream.of("udp", "tcp", "gone", "fuzz");
  }
}
