package org.hustings.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.api.RunningApi;
import org.hustings.api.http.HttpSettings;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.BrowserDesk;
import org.hustings.core.id.LegId;
import org.hustings.core.session.Refusal;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserRelay;
import org.hustings.core.telephony.BrowserReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A browser is connected over HTTP as RFC 9725 says.
class BrowserCallsTest {
  private static final String PATH = "/api/v1/session/browser";
  private static final LegId LEG =
      new LegId(UUID.fromString("00000000-0000-0000-0000-0000000000aa"));

  private final OneBrowser desk = new OneBrowser();
  private final RunningApi api =
      new RunningApi(HttpSettings.onLoopback(0), new BrowserCalls(desk).operations());
  private final ApiClient client = api.as(api.volunteer);

  @AfterEach
  void close() {
    api.close();
  }

  private Answer offers(String offer) {
    return client
        .with("Content-Type", "application/sdp")
        .send("POST", PATH, BodyPublishers.ofString(offer));
  }

  private Answer patches(String ifMatch, String fragment) {
    ApiClient typed = client.with("Content-Type", "application/trickle-ice-sdpfrag");
    return (ifMatch.isEmpty() ? typed : typed.with("If-Match", ifMatch))
        .send("PATCH", PATH + "/" + LEG, BodyPublishers.ofString(fragment));
  }

  @Test
  void an_offer_is_answered_with_where_the_leg_is() {
    Answer answer = offers("v=0 offer");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Content-Type")).isEqualTo("application/sdp");
    assertThat(answer.header("Location")).isEqualTo(PATH + "/" + LEG);
    assertThat(answer.header("ETag")).isEqualTo("\"ice1\"");
    assertThat(answer.header("Accept-Patch")).isEqualTo("application/trickle-ice-sdpfrag");
    assertThat(answer.text()).isEqualTo("answer to v=0 offer");
  }

  @Test
  void a_providers_own_client_gets_what_it_needs_by_its_own_media_type() {
    desk.answer =
        new BrowserMessage(
            "application/vnd.hustings.voice-token+json",
            "{\"token\":\"a.b.c\",\"leg\":\"" + LEG + "\"}");

    Answer answer = offers("v=0 offer");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Content-Type"))
        .isEqualTo("application/vnd.hustings.voice-token+json");
    assertThat(answer.header("Location")).isEqualTo(PATH + "/" + LEG);
    assertThat(answer.json().path("token").asString()).isEqualTo("a.b.c");
  }

  @Test
  void a_candidate_is_taken_and_a_restart_answered_with_a_new_tag() {
    Answer trickled = patches("\"ice1\"", "candidate");
    Answer restarted = patches("*", "restart");

    assertThat(trickled.status()).isEqualTo(204);
    assertThat(restarted.status()).isEqualTo(200);
    assertThat(restarted.header("Content-Type")).isEqualTo("application/trickle-ice-sdpfrag");
    assertThat(restarted.header("ETag")).isEqualTo("\"ice2\"");
    assertThat(restarted.text()).isEqualTo("restarted");
  }

  @Test
  void a_change_without_a_tag_or_with_an_old_one_is_refused() {
    assertThat(patches("", "candidate").code()).isEqualTo("if-match-missing");
    assertThat(patches("", "candidate").status()).isEqualTo(428);
    assertThat(patches("\"ice0\"", "candidate").status()).isEqualTo(412);
  }

  @Test
  void hanging_up_ends_the_leg_once() {
    assertThat(client.delete(PATH + "/" + LEG).status()).isEqualTo(204);
    assertThat(client.delete(PATH + "/" + LEG).status()).isEqualTo(404);
    assertThat(patches("*", "restart").status()).isEqualTo(404);
    assertThat(client.delete(PATH + "/no-leg").status()).isEqualTo(400);
  }

  @Test
  void relays_come_with_credentials_that_say_when_they_expire() {
    Answer answer = client.get(PATH + "/ice-servers");

    assertThat(answer.json().at("/0/urls/0").asString()).isEqualTo("turn:turn.example.org:3478");
    assertThat(answer.json().at("/0/username").asString()).isEqualTo("1790000000:v");
    assertThat(answer.json().at("/0/credential").asString()).isEqualTo("secret");
    assertThat(answer.json().at("/0/expiresAt").asString()).isEqualTo("2026-10-05T15:00:00Z");
    assertThat(answer.json().at("/1").has("username")).isFalse();
  }

  @Test
  void what_is_no_offer_is_refused_and_says_why() {
    Answer unusable = offers("hostile");

    assertThat(unusable.status()).isEqualTo(422);
    assertThat(unusable.code()).isEqualTo("unusable-offer");
    assertThat(unusable.json().path("detail").asString()).isEqualTo("there is no audio in it");
    assertThat(client.post(PATH, "{}").status()).isEqualTo(415);
    assertThat(offers("x".repeat(40_000)).status()).isEqualTo(413);
  }

  @Test
  void r25_who_may_not_join_reads_why() {
    desk.objection = Optional.of(Refusal.of("no-credit", "There is no credit left."));

    Answer refused = offers("v=0 offer");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("no-credit");
    assertThat(refused.json().path("detail").asString()).contains("credit");
  }

  @Test
  void a_server_without_browsers_says_what_to_do_instead() {
    desk.offered = false;

    assertThat(offers("v=0 offer").status()).isEqualTo(503);
    assertThat(offers("v=0 offer").json().path("detail").asString()).contains("Dial in");
    assertThat(client.get(PATH + "/ice-servers").code()).isEqualTo("browser-not-offered");
  }

  /// A desk at which one leg can be had.
  private static final class OneBrowser implements BrowserDesk {
    private volatile boolean offered = true;
    private volatile boolean open = true;
    private volatile BrowserMessage answer =
        new BrowserMessage("application/sdp", "answer to v=0 offer");
    private volatile Optional<Refusal> objection = Optional.empty();

    @Override
    public boolean isOffered() {
      return offered;
    }

    @Override
    public CompletableFuture<Entry> connect(Volunteer volunteer, BrowserMessage offer) {
      Entry entry =
          objection
              .<Entry>map(Entry.Refused::new)
              .orElseGet(() ->
                  offer.content().startsWith("v=0")
                      ? new Entry.Connecting(LEG, answer, "ice1")
                      : new Entry.NotTaken(
                          new BrowserReply.Refused(
                              BrowserReply.Reason.UNUSABLE, "there is no audio in it")));
      return CompletableFuture.completedFuture(entry);
    }

    @Override
    public CompletableFuture<BrowserReply> change(
        Volunteer volunteer, LegId leg, BrowserMessage change, Optional<String> version) {
      return CompletableFuture.completedFuture(reply(change, version));
    }

    private BrowserReply reply(BrowserMessage change, Optional<String> version) {
      if (!open) {
        return new BrowserReply.Refused(BrowserReply.Reason.NO_SUCH_LEG, "over");
      }
      if (version.isPresent() && !version.get().equals("ice1")) {
        return new BrowserReply.Refused(BrowserReply.Reason.OTHER_VERSION, "overtaken");
      }
      return change.content().equals("restart")
          ? new BrowserReply.Agreed(
              Optional.of(new BrowserMessage(change.mediaType(), "restarted")), "ice2")
          : new BrowserReply.Agreed(Optional.empty(), "ice1");
    }

    @Override
    public boolean disconnect(Volunteer volunteer, LegId leg) {
      boolean was = open && leg.equals(LEG);
      open = false;
      return was;
    }

    @Override
    public List<BrowserRelay> relays() {
      return List.of(
          new BrowserRelay(
              List.of("turn:turn.example.org:3478"),
              Optional.of(
                  new BrowserRelay.Access(
                      "1790000000:v", "secret", Instant.parse("2026-10-05T15:00:00Z")))),
          new BrowserRelay(List.of("stun:turn.example.org:3478"), Optional.empty()));
    }
  }
}
