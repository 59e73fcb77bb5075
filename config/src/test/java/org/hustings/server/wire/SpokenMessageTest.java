package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_CLOSED;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_ESTABLISHED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.wav.WavReader;
import org.hustings.telephony.media.wav.WavResult;
import org.hustings.telephony.peers.Baresip;
import org.hustings.telephony.peers.BaresipLine;
import org.hustings.telephony.prompt.Prompts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A manager speaks a voicemail message into a real telephone, and it is what voters will hear.
class SpokenMessageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final short[] MESSAGE = Sounds.chirp(500, 2700, Duration.ofSeconds(3));

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  @Test
  void r12_a_message_is_spoken_heard_and_kept_and_one_hung_up_on_is_not() {
    try (Carrier carrier = Carrier.with(clock, directory, Map.of());
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Baresip phone = Baresip.start(directory, BaresipLine.named("mara"))) {
      Api manager =
          Api.signedIn(server.api(), SettingsText.ADMIN_LOGIN, SettingsText.ADMIN_PASSWORD);

      String first = speaks(server, phone, manager);
      phone.press("#");
      phone.listenFor(Prompts.shipped().length("your-message").plusSeconds(4));
      phone.press("1");
      awaitState(manager, first, "KEPT");
      phone.await(CALL_CLOSED);
      assertThat(Correlation.of(MESSAGE, phone.heard()).coefficient())
          .as("played back")
          .isGreaterThan(0.99);

      String second = speaks(server, phone, manager);
      phone.hangUp();
      awaitState(manager, second, "DROPPED");
      assertThat(manager.get(second).path("why").asString()).isEqualTo("hung-up");

      JsonNode all = manager.get("/api/v1/recordings").path("items");
      assertThat(all).hasSize(1);
      assertMessage(manager, all.path(0));
    }
  }

  /// Dials in with a code, goes on to the tone, and speaks.
  ///
  /// @return where to look what becomes of it
  private static String speaks(RunningServer server, Baresip phone, Api manager) {
    JsonNode opened = manager.post("/api/v1/recordings/spoken", Map.of("name", "Greeting")).json();
    String path = "/api/v1/recordings/spoken/" + opened.path("id").asLong();
    phone.say(Sounds.silence(Duration.ofSeconds(1)));
    phone.dial(server.dialIn());
    phone.await(CALL_ESTABLISHED);
    phone.listenUntil(Prompts.shipped().length("welcome").plusMillis(500));
    phone.press(opened.path("code").asString() + "#");
    awaitState(manager, path, "SPEAKING");
    phone.press("#");
    phone.listenFor(Prompts.shipped().length("tone").plusSeconds(1));
    phone.say(MESSAGE);
    phone.listenFor(Duration.ofSeconds(4));
    return path;
  }

  private static void awaitState(Api manager, String path, String state) {
    Until.so(
        PATIENCE,
        "the message is " + state,
        () -> manager.get(path).path("state").asString().equals(state));
  }

  private static void assertMessage(Api manager, JsonNode recording) {
    assertThat(recording.path("name").asString()).isEqualTo("Greeting");
    assertThat(recording.path("seconds").asDouble()).isBetween(2.9, 3.6);
    byte[] wav =
        manager
            .tryGet("/api/v1/recordings/" + recording.path("id").asLong() + "/sound")
            .response()
            .body();
    short[] kept =
        WavReader.forRecordings().read(wav) instanceof WavResult.Converted(var clip)
            ? G711.PCMU.decode(clip.bytes(G711.PCMU))
            : new short[0];
    assertThat(Correlation.of(MESSAGE, kept).coefficient()).isGreaterThan(0.99);
  }
}
