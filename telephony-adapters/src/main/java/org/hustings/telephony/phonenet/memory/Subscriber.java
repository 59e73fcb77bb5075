package org.hustings.telephony.phonenet.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEvent.AnsweredBy.Who;
import org.hustings.core.telephony.RingOrder;
import org.hustings.core.telephony.Sound;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Behaviour.Busy;
import org.hustings.telephony.phonenet.Behaviour.Declines;
import org.hustings.telephony.phonenet.Behaviour.HangsUp;
import org.hustings.telephony.phonenet.Behaviour.LossyLine;
import org.hustings.telephony.phonenet.Behaviour.Machine;
import org.hustings.telephony.phonenet.Behaviour.NoSuchNumber;
import org.hustings.telephony.phonenet.Behaviour.PressesKeys;
import org.hustings.telephony.phonenet.Behaviour.RingsOut;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.memory.Hears.Played;
import org.hustings.telephony.phonenet.memory.Hears.Quiet;
import org.hustings.telephony.phonenet.memory.Hears.Says;
import org.hustings.telephony.phonenet.memory.Hears.Voice;

/// A subscriber who is being called, for this one call. Only the network's inbox touches it.
final class Subscriber implements FarEnd {
  private static final Duration BEEP = Duration.ofMillis(500);

  /// How long the network listens before it guesses who answered.
  private static final Duration LISTENS = Duration.ofSeconds(4);

  private final InMemoryNetwork network;
  private final InMemoryLeg leg;
  private final RingOrder order;
  private final RingLog.Arrival arrival;
  private final List<Heard> message = new ArrayList<>();
  private Says says = Says.NOTHING;
  private Hears hears = new Quiet();
  private Instant hearsSince;
  private boolean answered;
  private boolean recording;

  Subscriber(InMemoryNetwork network, InMemoryLeg leg, RingOrder order) {
    this.network = network;
    this.leg = leg;
    this.order = order;
    this.hearsSince = network.now();
    var call =
        new Ring.Call(
            order.to().e164(), order.callerId().map(PhoneNumber::e164), order.leg().toString());
    this.arrival = network.log().arrived(call, network.subscribers());
  }

  /// The call has left the server.
  void called() {
    leg.dialed(this);
    network.after(order.ringFor(), this::rangOut);
    later(network.settings().latency(), this::react);
  }

  private void react() {
    leg.accepted();
    switch (arrival.behaviour()) {
      case Busy _ -> refuse(Outcome.BUSY, By.FAR_END, Ring.Ending.BUSY);
      case NoSuchNumber _ -> refuse(Outcome.UNREACHABLE, By.NETWORK, Ring.Ending.NO_SUCH_NUMBER);
      case RingsOut _, Declines _, Answers _, PressesKeys _, HangsUp _, Machine _, LossyLine _ ->
          rings();
    }
  }

  private void rings() {
    network.log().ringing(arrival.ring());
    says(Says.RING_BACK);
    leg.ringing();
    switch (arrival.behaviour()) {
      case Declines(Duration after) ->
          later(after, () -> refuse(Outcome.DECLINED, By.FAR_END, Ring.Ending.DECLINED));
      case Answers b -> later(b.after(), () -> answer(() -> converses(b)));
      case LossyLine(_, Answers b) -> later(b.after(), () -> answer(() -> converses(b)));
      case PressesKeys(String keys, Answers b) ->
          later(b.after(), () -> answer(() -> presses(keys, b)));
      case HangsUp b -> later(b.after(), () -> answer(() -> hangsUp(b)));
      case Machine b -> later(b.after(), () -> answer(() -> greets(b)));
      case RingsOut _, Busy _, NoSuchNumber _ -> {}
    }
  }

  private void answer(Runnable then) {
    answered = true;
    network.log().answered(arrival.ring());
    leg.pickedUp();
    if (order.machineHint()) {
      later(LISTENS, () -> leg.soundsLike(soundsLike()));
    }
    then.run();
  }

  private Who soundsLike() {
    return switch (arrival.behaviour()) {
      case Machine _ -> Who.MACHINE;
      case Answers _, LossyLine _, PressesKeys _, HangsUp _ -> Who.HUMAN;
      case RingsOut _, Declines _, Busy _, NoSuchNumber _ -> Who.UNKNOWN;
    };
  }

  private void converses(Answers b) {
    says(Says.SPEECH);
    later(b.speaks(), () -> says(Says.NOTHING));
    later(b.stays(), this::hangUp);
  }

  private void presses(String keys, Answers b) {
    converses(b);
    later(b.speaks(), () -> keys.chars().forEach(key -> leg.pressed((char) key)));
  }

  private void hangsUp(HangsUp b) {
    says(Says.SPEECH);
    later(b.hears(), this::hangUp);
  }

  private void greets(Machine b) {
    says(Says.GREETING);
    later(b.greets(), () -> says(Says.BEEP));
    later(
        b.greets().plus(BEEP),
        () -> {
          says(Says.NOTHING);
          hearsSince = network.now();
          recording = true;
          hangUpIfQuiet(b);
        });
    later(b.greets().plus(BEEP).plus(b.records()), this::hangUp);
  }

  /// A machine's patience: looks again when it could be at its end.
  private void hangUpIfQuiet(Machine b) {
    Instant patientUntil =
        hears instanceof Quiet ? hearsSince.plus(b.patience()) : network.now().plus(b.patience());
    if (patientUntil.isAfter(network.now())) {
      later(Duration.between(network.now(), patientUntil), () -> hangUpIfQuiet(b));
    } else {
      hangUp();
    }
  }

  private void refuse(Outcome outcome, By by, Ring.Ending ending) {
    network.log().ended(arrival.ring(), ending);
    leg.ended(outcome, Blame.CALLED_PARTY, by, ending.name().toLowerCase(Locale.ROOT));
  }

  private void hangUp() {
    keepMessage();
    network.log().ended(arrival.ring(), Ring.Ending.SUBSCRIBER_HUNG_UP);
    leg.ended(Outcome.ANSWERED, Blame.NOBODY, By.FAR_END, "hung up by the subscriber");
  }

  private void rangOut() {
    if (!leg.isOver()) {
      leg.giveUp();
    }
  }

  @Override
  public Says says() {
    return says;
  }

  @Override
  public void hears(Hears what) {
    Instant now = network.now();
    if (recording && now.isAfter(hearsSince)) {
      message.add(new Heard(hearsSince, now, hears));
    }
    hears = what;
    hearsSince = now;
  }

  @Override
  public void pressed(String digits) {
    digits.chars().forEach(key -> network.log().recorded(arrival.ring(), "key " + (char) key));
  }

  @Override
  public void answered() {
    throw new IllegalStateException("a subscriber does not call");
  }

  @Override
  public void over() {
    keepMessage();
    network
        .log()
        .ended(arrival.ring(), answered ? Ring.Ending.CALLER_HUNG_UP : Ring.Ending.GIVEN_UP);
  }

  /// Writes down what a machine recorded, for example `voice 2.000 s, recording 7: 12.000 of 12.000
  /// s`.
  private void keepMessage() {
    if (recording) {
      hears(new Quiet());
      List<String> parts = message.stream().flatMap(part -> inWords(part).stream()).toList();
      network
          .log()
          .recorded(arrival.ring(), parts.isEmpty() ? "nothing" : String.join(", ", parts));
    }
  }

  private static Optional<String> inWords(Heard part) {
    return switch (part.what()) {
      case Quiet _ -> Optional.empty();
      case Voice _ -> Optional.of("voice " + seconds(part.lasted()));
      case Played(Sound.Prompt(String name)) ->
          Optional.of("prompt " + name + ": " + seconds(part.lasted()));
      case Played(Sound.Recorded(var id, var sound)) ->
          Optional.of(
              "recording %d: %s of %s"
                  .formatted(id.value(), seconds(part.lasted()), seconds(sound.duration())));
    };
  }

  private static String seconds(Duration duration) {
    return "%d.%03d s".formatted(duration.toSeconds(), duration.toMillisPart());
  }

  private void says(Says what) {
    says = what;
    leg.saysOtherwise();
  }

  /// Does it if the call is not over by then.
  private void later(Duration delay, Runnable what) {
    network.after(
        delay,
        () -> {
          if (!leg.isOver()) {
            what.run();
          }
        });
  }
}
