package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hustings.core.credit.Money;
import org.hustings.server.wire.Campaign.Phone;
import org.hustings.telephony.phonenet.Ring;
import tools.jackson.databind.JsonNode;

/// Judges a shift whose server and database were killed, by the carrier's log, by what volunteers
/// were confirmed, and by the books.
final class KillsReferee {
  private static final Money PRICE = new Money(29_000);
  private static final int LIMIT = 3;
  private static final Map<String, String> STATUS =
      Map.of(
          "SUCCESSFUL", "COMPLETED",
          "REFUSED", "REFUSED",
          "VOICEMAIL", "VOICEMAIL_LEFT",
          "UNRESOLVED", "UNRESOLVED");

  private final Campaign campaign;
  private final Map<String, String> confirmed;
  private int attempts;

  KillsReferee(Campaign campaign, Map<String, String> confirmed) {
    this.campaign = campaign;
    this.confirmed = new HashMap<>(confirmed);
  }

  /// How many attempts were judged.
  int attempts() {
    return attempts;
  }

  /// All that was confirmed must have been seen by the end.
  void nothingConfirmedIsLost() {
    assertThat(confirmed).as("confirmed to a volunteer, and in no book").isEmpty();
  }

  void judge(String number, List<Ring> rings) {
    Phone phone = campaign.phone(number);
    List<JsonNode> all =
        phone.attempts().stream()
            .sorted(Comparator.comparing(attempt -> at(attempt, "plannedAt")))
            .toList();
    attempts += all.size();
    for (JsonNode attempt : all) {
      assertThat(attempt.path("dispositions")).as("still open: %s", attempt).isNotEmpty();
      String code = confirmed.remove(attempt.path("id").asString());
      if (code != null) {
        assertThat(action(attempt)).as("R22, what was confirmed: %s", attempt).isEqualTo(code);
      }
    }
    rungOnceForEach(all, rings);
    state(phone, all);
  }

  /// By time, on one machine's clock: a ring belongs to the last attempt that was planned before.
  private static void rungOnceForEach(List<JsonNode> attempts, List<Ring> rings) {
    Map<String, Ring> rung = new HashMap<>();
    for (Ring ring : rings) {
      assertThat(ring.open()).as("still on the line: %s", ring).isFalse();
      JsonNode attempt =
          attempts.stream()
              .filter(one -> !at(one, "plannedAt").isAfter(ring.times().arrivedAt()))
              .reduce((_, last) -> last)
              .orElseThrow(() -> new AssertionError("R22: rung without an attempt: " + ring));
      assertThat(rung.put(attempt.path("id").asString(), ring))
          .as("R22: rung twice for one attempt: %s", attempt)
          .isNull();
      if (ring.times().ringingAt().isPresent()) {
        assertThat(action(attempt)).as("R15: it rang: %s", attempt).isNotEqualTo("NOT_PLACED");
      }
    }
  }

  /// R11 to R15, R20: the number is what its attempts make of it.
  private static void state(Phone phone, List<JsonNode> attempts) {
    List<String> counted =
        attempts.stream().map(KillsReferee::action).filter(it -> !it.equals("NOT_PLACED")).toList();
    String last = counted.isEmpty() ? "" : counted.getLast();
    assertThat(phone.status()).as("%s", phone).isEqualTo(STATUS.getOrDefault(last, "ACTIVE"));
    assertThat(phone.attemptCount()).as("R19, %s", phone).isLessThanOrEqualTo(LIMIT);
    long tries =
        counted.stream()
            .filter(it -> List.of("BUSY", "NO_ANSWER", "FAILED", "UNRESOLVED").contains(it))
            .count();
    assertThat(phone.attemptCount()).as("R14, %s", phone).isEqualTo(Math.toIntExact(tries));
    boolean rests = List.of("BUSY", "NO_ANSWER", "FAILED").contains(last);
    assertThat(phone.entryState())
        .as("%s", phone)
        .isIn(
            counted.isEmpty()
                ? List.of("READY")
                : rests ? List.of("WAITING", "READY", "OUT") : List.of("OUT", "WAITING"));
  }

  /// R25: each session paid for the seconds that it was connected, once, and the balance is the
  /// sum.
  void theLedgerAddsUp() {
    long sum = 0;
    Map<String, Long> paid = new HashMap<>();
    Map<String, Long> seconds = new HashMap<>();
    String after = "";
    do {
      JsonNode page = campaign.manager().get("/api/v1/credit/ledger?limit=200" + after);
      for (JsonNode line : page.path("items")) {
        long amount = line.path("microdollars").asLong();
        sum += amount;
        if (line.has("session")) {
          String session = line.path("session").asString();
          paid.merge(session, -amount, Long::sum);
          seconds.merge(session, line.path("connectedSeconds").asLong(), Math::max);
        }
      }
      after = page.path("next").isString() ? "&after=" + page.path("next").asString() : "";
    } while (!after.isEmpty());
    assertThat(campaign.manager().get("/api/v1/credit").path("microdollars").asLong())
        .isEqualTo(sum);
    assertThat(paid)
        .isNotEmpty()
        .allSatisfy((session, amount) ->
            assertThat(amount)
                .isEqualTo(
                    PRICE
                        .perMinuteFor(Duration.ofSeconds(seconds.getOrDefault(session, 0L)))
                        .microdollars()));
  }

  private static String action(JsonNode attempt) {
    return attempt.at("/dispositions/0/action").asString();
  }

  private static Instant at(JsonNode attempt, String what) {
    return Instant.parse(attempt.path(what).asString());
  }
}
