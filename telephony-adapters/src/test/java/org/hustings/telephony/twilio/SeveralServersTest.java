package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.FarEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.telephony.twilio.webhook.Elsewhere;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.hustings.telephony.twilio.webhook.WebhookRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Any server may receive a webhook: it is passed on to the one that has the call.
class SeveralServersTest {
  private static final Duration SHORT = Duration.ofSeconds(10);

  private final TwilioWorld owner = new TwilioWorld();

  /// Another server, whose own Twilio is never asked.
  private final TwilioWorld other = new TwilioWorld();

  @AfterEach
  void close() {
    owner.close();
    other.close();
  }

  private WebhookReply atOwner(WebhookRequest request) {
    return owner.telephony().webhooks().answer(request);
  }

  private static WebhookRequest passedOn(WebhookRequest request) {
    return new WebhookRequest(
        request.method(), request.target(), request.signature(), request.body(), true);
  }

  /// Twilio's requests all reach the other server, which asks whom it can.
  private void leadAllToOther(Elsewhere elsewhere) {
    other.elsewhere(elsewhere);
    owner.fake().webhooksAt(other.telephony().webhooks()::answer);
  }

  private static Elsewhere asking(Function<WebhookRequest, WebhookReply> server) {
    return request -> {
      WebhookReply reply = server.apply(passedOn(request));
      return reply.status() == 404
          ? new Elsewhere.Found.Nowhere()
          : new Elsewhere.Found.There(reply);
    };
  }

  @Test
  void a_whole_call_goes_well_though_every_webhook_reaches_the_wrong_server() {
    leadAllToOther(asking(this::atOwner));
    LegId leg = owner.call(FarEnd.PRESSES_KEYS);
    owner.time().advanceBy(SHORT);
    owner.telephony().play(leg, new PlaybackId(1), List.of(new Sound.Prompt("goodbye")));
    owner.time().advanceBy(SHORT);
    owner.telephony().hangUp(leg);
    owner.time().advanceBy(SHORT);
    assertThat(owner.kinds(leg))
        .containsSubsequence(
            "Accepted",
            "Ringing",
            "Answered",
            "Digit",
            "Digit",
            "Digit",
            "PlaybackFinished",
            "Ended");
    assertThat(owner.told(leg))
        .filteredOn(LegEvent.PlaybackFinished.class::isInstance)
        .allMatch(event -> ((LegEvent.PlaybackFinished) event).whole());
  }

  @Test
  void what_nobody_knows_is_ended() {
    leadAllToOther(asking(this::atOwner));
    LegId leg = owner.call(FarEnd.ANSWERS);
    owner.time().runUntilQuiet();
    owner.startAnew();
    leadAllToOther(asking(this::atOwner));
    owner.time().advanceBy(SHORT);
    assertThat(owner.callOf(leg).isOver()).isTrue();
  }

  @Test
  void what_a_server_may_know_that_cannot_be_asked_is_left_alone() {
    leadAllToOther(_ -> new Elsewhere.Found.Unsure());
    LegId leg = owner.call(FarEnd.ANSWERS);
    owner.time().advanceBy(SHORT);
    assertThat(owner.callOf(leg).isOver()).isFalse();
    leadAllToOther(asking(this::atOwner));
    owner.time().advanceBy(SHORT);
    assertThat(owner.callOf(leg).status()).isEqualTo("in-progress");
    assertThat(owner.kinds(leg)).contains("Answered").doesNotContain("Ended");
  }

  @Test
  void a_forged_request_is_passed_on_to_nobody() {
    leadAllToOther(_ -> {
      throw new AssertionError("asked");
    });
    WebhookRequest forged =
        new WebhookRequest(
            "POST",
            "/leg/00000000-0000-0001-0000-000000000002/next?n=1",
            Optional.of("bm9uc2Vuc2U="),
            "CallSid=CA1&AccountSid=" + TwilioWorld.ACCOUNT);
    assertThat(other.telephony().webhooks().answer(forged).status()).isEqualTo(403);
  }
}
