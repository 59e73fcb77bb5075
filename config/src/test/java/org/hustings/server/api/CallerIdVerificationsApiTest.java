package org.hustings.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.core.callerid.CallerIds.Order;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Verifying caller IDs on the real database: a telephone is rung for it, so at most once and not
/// often, and no campaign sees another's (docs/security.md).
class CallerIdVerificationsApiTest {
  private static final String ALL = "/api/v1/caller-id-verifications";
  private static final PhoneNumber OFFICE = new PhoneNumber("+19195550144");
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private final ServedApi api = new ServedApi();
  private final ApiClient manager = api.signedInAs("manager", "MANAGER");

  @AfterEach
  void close() {
    api.close();
  }

  private Answer ask(String number) {
    return ask(manager, number);
  }

  private static Answer ask(ApiClient who, String number) {
    return who.post(ALL, "{\"number\":\"%s\",\"name\":\"Our office\"}".formatted(number));
  }

  private void asked() {
    Answer answer = ask("(919) 555-0144");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
  }

  private static void assertRefused(Answer answer, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo(code);
  }

  private JsonNode items() {
    Answer answer = manager.get(ALL);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json().path("items");
  }

  private String state() {
    assertThat(items()).hasSize(1);
    return items().path(0).path("state").asString();
  }

  private List<String> presentable() {
    return manager
        .get("/api/v1/caller-ids")
        .json()
        .path("items")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  @Test
  void whoever_keys_the_code_in_makes_the_number_a_caller_id_of_the_campaign() {
    Answer answer = ask("(919) 555-0144");

    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    assertThat(answer.json().path("number").asString()).isEqualTo(OFFICE.e164());
    assertThat(answer.json().path("code").asString()).isEqualTo(ScriptedCallerIds.CODE);
    assertThat(answer.json().path("until").asString())
        .isEqualTo(ServedApi.MONDAY_MORNING.plus(FIVE_MINUTES).toString());
    assertThat(state()).isEqualTo("WAITING");
    assertThat(presentable()).isEmpty();

    api.clock.advance(Duration.ofSeconds(40));
    api.callerIds.verified(OFFICE);

    assertThat(state()).isEqualTo("VERIFIED");
    assertThat(items().path(0).path("name").asString()).isEqualTo("Our office");
    assertThat(items().path(0).path("since").asString())
        .isEqualTo(ServedApi.MONDAY_MORNING.plusSeconds(40).toString());
    assertThat(presentable()).containsExactly(OFFICE.e164());
    assertThat(api.callerIds.ordered()).containsExactly(OFFICE);
  }

  @Test
  void the_code_is_told_once_and_kept_nowhere() {
    asked();

    assertThat(manager.get(ALL).text()).doesNotContain(ScriptedCallerIds.CODE);
  }

  @Test
  void a_code_that_was_keyed_in_while_nobody_looked_counts_all_the_same() {
    asked();
    api.clock.advance(Duration.ofMinutes(2));
    api.callerIds.verified(OFFICE);
    api.clock.advance(Duration.ofHours(8));

    assertThat(state()).isEqualTo("VERIFIED");
  }

  @Test
  void a_code_that_nobody_keys_in_verifies_nothing_and_the_number_may_be_asked_again() {
    asked();
    api.clock.advance(FIVE_MINUTES.plusSeconds(61));
    assertThat(state()).isEqualTo("NOT_VERIFIED");

    asked();
    assertThat(state()).isEqualTo("WAITING");
    assertThat(api.callerIds.ordered()).hasSize(2);
  }

  @Test
  void r22_a_number_whose_telephone_may_ring_is_not_rung_again_for_five_minutes() {
    asked();
    api.clock.advance(FIVE_MINUTES.minusSeconds(1));

    Answer again = ask(OFFICE.e164());

    assertRefused(again, "caller-id-waits");
    assertThat(again.json().path("until").asString())
        .isEqualTo(ServedApi.MONDAY_MORNING.plus(FIVE_MINUTES).toString());
    assertThat(api.callerIds.ordered()).hasSize(1);
  }

  @Test
  void r22_what_the_provider_does_not_answer_is_unknown_and_never_ordered_twice() {
    api.callerIds.answers(new Order.Unknown());

    assertRefused(ask(OFFICE.e164()), "caller-id-unclear");
    assertThat(state()).isEqualTo("WAITING");
    assertRefused(ask(OFFICE.e164()), "caller-id-waits");
    assertThat(api.callerIds.ordered()).containsExactly(OFFICE);
  }

  @Test
  void r22_of_two_who_ask_at_once_for_one_number_one_has_it_rung() throws Exception {
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers =
          both.invokeAll(
              IntStream.range(0, 4)
                  .<Callable<Answer>>mapToObj(_ -> () -> ask(OFFICE.e164()))
                  .toList());
      assertThat(answers.stream().map(answer -> answer.resultNow().status()))
          .containsExactlyInAnyOrder(202, 409, 409, 409);
    }
    assertThat(api.callerIds.ordered()).hasSize(1);
  }

  @Test
  void five_in_an_hour_are_enough_whatever_came_of_them() {
    api.callerIds.answers(new Order.Refused("Correct it."));
    Stream.of("0141", "0142", "0143", "0144", "0145")
        .forEach(end -> {
          assertRefused(ask("+1919555" + end), "caller-id-refused");
          api.clock.advance(Duration.ofMinutes(1));
        });

    Answer sixth = ask("+19195550146");

    assertRefused(sixth, "caller-id-too-often");
    assertThat(sixth.json().path("until").asString())
        .isEqualTo(ServedApi.MONDAY_MORNING.plus(Duration.ofHours(1)).toString());
    assertThat(api.callerIds.ordered()).hasSize(5);
    api.callerIds.answers(new Order.Rings(ScriptedCallerIds.CODE));
    api.clock.advance(Duration.ofMinutes(55).plusSeconds(1));
    assertThat(ask("+19195550146").status()).isEqualTo(202);
  }

  @Test
  void what_the_provider_refuses_is_said_with_what_to_do_and_rings_nothing() {
    api.callerIds.answers(new Order.Refused("Twilio does not call this number."));

    Answer answer = ask(OFFICE.e164());

    assertRefused(answer, "caller-id-refused");
    assertThat(answer.json().path("detail").asString()).contains("does not call this number");
    assertThat(state()).isEqualTo("NOT_VERIFIED");
  }

  @Test
  void a_provider_that_is_not_reached_rings_nothing_and_says_so() {
    api.callerIds.isSilent(true);
    assertRefused(ask(OFFICE.e164()), "caller-id-not-asked");
    api.callerIds.isSilent(false);
    api.callerIds.answers(new Order.NotSent());
    assertRefused(ask(OFFICE.e164()), "caller-id-not-asked");

    assertThat(state()).isEqualTo("NOT_VERIFIED");
  }

  @Test
  void while_the_provider_is_silent_what_waits_goes_on_waiting() {
    asked();
    api.callerIds.isSilent(true);
    api.clock.advance(Duration.ofHours(2));
    assertThat(state()).isEqualTo("WAITING");
    api.callerIds.isSilent(false);

    assertThat(state()).isEqualTo("NOT_VERIFIED");
  }

  @Test
  void without_a_provider_that_verifies_the_trunks_operator_decides() {
    api.callerIds.isNowhere();

    Answer answer = ask(OFFICE.e164());

    assertRefused(answer, "caller-ids-not-verified-here");
    assertThat(answer.json().path("detail").asString()).contains("operator");
    assertThat(items()).isEmpty();
    assertThat(api.callerIds.ordered()).isEmpty();
  }

  @Test
  void being_verified_for_the_account_shows_nothing_about_this_campaign() {
    api.callerIds.verified(OFFICE);
    api.clock.advance(Duration.ofHours(2));

    assertRefused(ask(OFFICE.e164()), "caller-id-verified-already");
    assertThat(state()).isEqualTo("NOT_VERIFIED");
    assertThat(presentable()).isEmpty();
    assertThat(api.callerIds.ordered()).isEmpty();
  }

  @Test
  void a_number_of_ours_that_is_asked_for_again_stays_verified() {
    asked();
    api.callerIds.verified(OFFICE);
    api.clock.advance(Duration.ofHours(1));

    assertRefused(ask(OFFICE.e164()), "caller-id-verified-already");
    assertThat(state()).isEqualTo("VERIFIED");
    assertThat(api.callerIds.ordered()).hasSize(1);
  }

  @Test
  void what_somebody_else_has_verified_later_is_not_taken_for_ours() {
    asked();
    api.clock.advance(Duration.ofMinutes(30));
    api.callerIds.verified(OFFICE);

    assertThat(state()).isEqualTo("NOT_VERIFIED");
    assertThat(presentable()).isEmpty();
  }

  @Test
  void no_campaign_sees_what_another_one_asked_for() {
    asked();
    ApiClient admin = api.admin();
    String other =
        admin
            .post(
                "/api/v1/campaigns",
                "{\"name\":\"Other\",\"region\":\"US\",\"zone\":\"America/New_York\"}")
            .json()
            .path("id")
            .asString();

    Answer answer = admin.with("Hustings-Campaign", other).get(ALL);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("items")).isEmpty();
  }

  @ParameterizedTest(name = "{0} ({1})")
  @CsvSource({
    "+1 900 555 0123, premium rate",
    "+1 876 555 0123, Jamaica under +1",
    "+252 61 2345678, Somalia",
    "+881 612 345678, a satellite",
    "911, emergency"
  })
  void what_costs_extra_or_is_abroad_is_not_rung(String number, String what) {
    Answer answer = ask(number);

    assertThat(answer.status()).as(what).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("#/number");
    assertThat(api.callerIds.ordered()).isEmpty();
  }

  @Test
  void a_volunteer_has_nobody_rung() {
    assertThat(ask(api.signedInAs("Vera Voss", "VOLUNTEER"), OFFICE.e164()).status())
        .isEqualTo(403);
    assertThat(api.callerIds.ordered()).isEmpty();
  }
}
