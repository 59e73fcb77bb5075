package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hustings.telephony.peers.OwnNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// A volunteer at a real Firefox calls a voter from the server's own screens: a browser that shares
/// neither its WebRTC nor its engine with Chromium. [FirefoxAtWork] does it, once, in a network of
/// its own; here is judged what came of it.
@EnabledIf("org.hustings.server.wire.Browser#isHere")
class FirefoxCallTest {
  private static final Map<String, String> FACTS = new HashMap<>();

  @BeforeAll
  static void call(@TempDir Path directory) throws IOException {
    Path report = directory.resolve("report");
    OwnNetwork.withAddress(InetAddress.ofLiteral(FirefoxAtWork.ADDRESS))
        .run(
            FirefoxAtWork.class,
            List.of(directory.toString(), report.toString()),
            directory,
            Duration.ofMinutes(4));
    for (String line : Files.readAllLines(report)) {
      int tab = line.indexOf('\t');
      FACTS.put(line.substring(0, tab), line.substring(tab + 1));
    }
  }

  @Test
  void the_volunteer_hears_the_voter_and_nobody_else() {
    assertThat(figure("likeness of the voter")).isGreaterThan(0.7);
    assertThat(figure("likeness of nobody")).isLessThan(0.3);
  }

  @Test
  void the_voter_hears_the_volunteer_s_microphone_and_nothing_before_it_is_turned_on() {
    assertThat(figure("level muted")).as("of 32767").isLessThan(10);
    assertThat(figure("level")).as("of 32767").isGreaterThan(1000);
    assertThat(figure("share")).as("of all that was heard").isGreaterThan(0.95);
  }

  @Test
  void g711_goes_all_the_way_by_udp_and_nothing_is_lost() {
    assertThat(FACTS.get("codec")).isEqualTo("audio/PCMU");
    assertThat(FACTS.get("local")).endsWith(" udp host");
    assertThat(figure("received")).as("packets").isGreaterThan(400);
    assertThat(figure("lost")).as("packets").isZero();
  }

  @Test
  void the_outcome_is_written_and_the_session_ends_in_order() {
    assertThat(FACTS.get("outcome")).isEqualTo("SUCCESSFUL");
    assertThat(FACTS.get("session")).as("asked for when it is over").isEqualTo("404");
    assertThat(FACTS.get("errors")).as("that the page threw").isEmpty();
  }

  private static double figure(String fact) {
    return Double.parseDouble(FACTS.get(fact));
  }
}
