package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.core.account.DialInRegister.CodeCheck;
import org.hustings.core.dictation.Dictation.Why;
import org.hustings.core.dictation.DictationOrder;
import org.hustings.core.recording.Pcmu;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// Messages that are spoken into a telephone, on the real database: the code, and what became of
/// it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DictationsApiTest {
  private static final Pcmu SOUND = Pcmu.of(new byte[8 * 3_000]);

  private final ServedApi api = new ServedApi();
  private final ApiClient manager = api.signedInAs("manager", "MANAGER");
  private int callers;

  @AfterAll
  void close() {
    api.close();
  }

  private JsonNode opened(ApiClient speaker) {
    Answer answer = speaker.post("/api/v1/recordings/spoken", "{\"name\":\"Evening\"}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return answer.json();
  }

  private JsonNode look(JsonNode opened) {
    return manager.get("/api/v1/recordings/spoken/" + opened.path("id").asLong()).json();
  }

  private String stateOf(JsonNode opened) {
    return look(opened).path("state").asString();
  }

  /// Keys the code in, each time from another telephone.
  private CodeCheck keys(String code) {
    return keys("+1919555%04d".formatted(++callers), code);
  }

  private CodeCheck keys(String caller, String code) {
    return api.dialIns.checkCode(api.campaign, Optional.of(caller), code, api.clock.instant());
  }

  private DictationOrder taken(JsonNode opened) {
    return ((CodeCheck.ToDictate) keys(opened.path("code").asString())).order();
  }

  @Test
  void what_is_kept_is_a_recording_of_the_campaign_and_once() {
    JsonNode opened = opened(manager);
    assertThat(stateOf(opened)).isEqualTo("AWAITED");
    DictationOrder order = taken(opened);
    assertThat(stateOf(opened)).isEqualTo("SPEAKING");

    order.keep(SOUND, api.clock.instant());
    order.keep(SOUND, api.clock.instant());
    order.drop(Why.FAULT);

    JsonNode kept = look(opened);
    assertThat(kept.path("state").asString()).isEqualTo("KEPT");
    long recording = kept.path("recording").asLong();
    JsonNode all = manager.get("/api/v1/recordings").json().path("items");
    assertThat(all.valueStream().filter(one -> one.path("name").asString().equals("Evening")))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path("id").asLong()).isEqualTo(recording);
          assertThat(one.path("seconds").asDouble()).isEqualTo(3.0);
        });

    assertThat(manager.delete("/api/v1/recordings/" + recording).status()).isEqualTo(204);
    assertThat(look(opened).path("state").asString()).isEqualTo("KEPT");
    assertThat(look(opened).has("recording")).isFalse();
  }

  @Test
  void what_came_to_nothing_says_why() {
    JsonNode opened = opened(manager);
    taken(opened).drop(Why.HUNG_UP);

    assertThat(stateOf(opened)).isEqualTo("DROPPED");
    assertThat(look(opened).path("why").asString()).isEqualTo("hung-up");
  }

  @Test
  void a_code_works_once_and_for_ten_minutes() {
    JsonNode opened = opened(manager);
    String code = opened.path("code").asString();
    assertThat(keys(code)).isInstanceOf(CodeCheck.ToDictate.class);
    assertThat(keys(code)).isInstanceOf(CodeCheck.Wrong.class);

    JsonNode late = opened(manager);
    api.clock.advance(Duration.ofMinutes(10));
    assertThat(keys(late.path("code").asString())).isInstanceOf(CodeCheck.Wrong.class);
    assertThat(stateOf(late)).isEqualTo("EXPIRED");
  }

  @Test
  void a_person_has_one_code_whatever_it_is_for() {
    ApiClient speaker = api.signedInAs("speaker", "MANAGER");
    JsonNode opened = opened(speaker);
    String other = speaker.post("/api/v1/session/dial-in-code").json().path("code").asString();

    assertThat(keys(opened.path("code").asString())).isInstanceOf(CodeCheck.Wrong.class);
    assertThat(keys(other)).isInstanceOf(CodeCheck.Welcome.class);
  }

  @Test
  void guessing_codes_of_messages_locks_out_the_guesser_alone() {
    String code = opened(manager).path("code").asString();
    for (int i = 0; i < 5; i++) {
      keys("+19195550668", code.equals("00000" + i) ? "999999" : "00000" + i);
    }

    assertThat(keys("+19195550668", code)).isInstanceOf(CodeCheck.Throttled.class);
    assertThat(keys(code)).isInstanceOf(CodeCheck.ToDictate.class);
  }

  @Test
  void a_call_whose_server_died_is_lost_in_time() {
    JsonNode opened = opened(manager);
    DictationOrder _ = taken(opened);
    api.clock.advance(Duration.ofHours(3));

    assertThat(stateOf(opened)).isEqualTo("DROPPED");
    assertThat(look(opened).path("why").asString()).isEqualTo("lost");
  }

  @Test
  void a_message_needs_a_name_and_an_unknown_one_is_not_found() {
    assertThat(manager.post("/api/v1/recordings/spoken", "{\"name\":\"  \"}").status())
        .isEqualTo(422);
    assertThat(manager.get("/api/v1/recordings/spoken/999999").status()).isEqualTo(404);
  }
}
