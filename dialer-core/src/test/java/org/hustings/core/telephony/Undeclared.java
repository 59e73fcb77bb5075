package org.hustings.core.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.telephony.Telephony.UnsupportedCapability;

/// The lack of a capability: what would be commanded is refused, what would be told is never told.
final class Undeclared {
  private final TelephonyWorld world;

  Undeclared(TelephonyWorld world) {
    this.world = world;
  }

  void prove(Capability capability) {
    LegId leg = new LegId(UUID.randomUUID());
    Telephony telephony = world.telephony();
    switch (capability) {
      case INCOMING -> refused(capability, () -> telephony.answer(leg));
      case DIGITS_OUT -> refused(capability, () -> telephony.sendDigits(leg, "1"));
      case PLAY -> refused(capability, () -> telephony.play(leg, new PlaybackId(1), List.of()));
      case RECORD -> {
        refused(capability, () -> telephony.startRecording(leg));
        refused(capability, () -> telephony.stopRecording(leg));
      }
      case PROBE -> refused(capability, () -> telephony.probe(leg));
      case HANG_UP_STORED -> refused(capability, () -> telephony.hangUpStored(leg, ""));
      case BROWSER -> browsers(leg);
      case MEDIA_REPORTS ->
          refused(
              capability,
              () -> {
                Optional<MediaReport> _ = telephony.mediaOf(leg);
              });
      case CALL_ME -> refused(capability, () -> telephony.callVolunteer(callMe(leg)));
      case EARLY_MEDIA -> assertThat(ringing().earlyMedia()).isFalse();
      case MACHINE_HINT ->
          assertThat(toldOfAnswered(FarEnd.MACHINE))
              .noneMatch(LegEvent.AnsweredBy.class::isInstance);
      case DIGITS_IN ->
          assertThat(toldOfAnswered(FarEnd.PRESSES_KEYS))
              .noneMatch(LegEvent.Digit.class::isInstance);
    }
  }

  private static void refused(Capability capability, Runnable command) {
    assertThatThrownBy(command::run)
        .as(capability.name())
        .isInstanceOf(UnsupportedCapability.class);
  }

  private void browsers(LegId leg) {
    BrowserMessage offer = new BrowserMessage("application/sdp", "");
    refused(
        Capability.BROWSER,
        () -> {
          CompletableFuture<?> _ = world.telephony().connectBrowser(leg, offer);
        });
    refused(
        Capability.BROWSER,
        () -> {
          CompletableFuture<?> _ = world.telephony().changeBrowser(leg, offer, Optional.empty());
        });
    assertThatThrownBy(world.telephony()::browserRelays).isInstanceOf(UnsupportedCapability.class);
  }

  private CallMeOrder callMe(LegId leg) {
    return new CallMeOrder(
        leg,
        world.number(FarEnd.ANSWERS),
        Optional.empty(),
        Duration.ofSeconds(20),
        world.permit());
  }

  private LegEvent.Ringing ringing() {
    LegId leg = call(FarEnd.HEARD_BEFORE_ANSWER);
    LegEvent.Ringing ringing = world.await(leg, LegEvent.Ringing.class);
    hangUp(leg);
    return ringing;
  }

  private List<LegEvent> toldOfAnswered(FarEnd farEnd) {
    LegId leg = call(farEnd);
    world.await(leg, LegEvent.Answered.class);
    world.settle();
    hangUp(leg);
    return world.told(leg);
  }

  private LegId call(FarEnd farEnd) {
    LegId leg = new LegId(UUID.randomUUID());
    world
        .telephony()
        .originate(
            new DialOrder(
                leg,
                world.number(farEnd),
                Optional.empty(),
                Duration.ofSeconds(20),
                true,
                world.permit()));
    return leg;
  }

  private void hangUp(LegId leg) {
    world.telephony().hangUp(leg);
    world.await(leg, LegEvent.Ended.class);
  }
}
