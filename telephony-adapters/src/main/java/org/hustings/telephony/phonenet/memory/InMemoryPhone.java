package org.hustings.telephony.phonenet.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Sound;
import org.hustings.telephony.phonenet.memory.Hears.Played;
import org.hustings.telephony.phonenet.memory.Hears.Quiet;
import org.hustings.telephony.phonenet.memory.Hears.Says;
import org.jspecify.annotations.Nullable;

/// A telephone in a volunteer's hand: dials the campaign's number, presses keys and hears what is
/// played. Its methods may be called from any thread and take effect in their order.
public final class InMemoryPhone {

  /// What happens to the phone.
  public sealed interface Event {
    record Connected(Instant at) implements Event {}

    /// From now on it hears something else.
    record HearsNow(Instant at, Hears what) implements Event {}

    /// Keys that the server sent.
    record Keys(Instant at, String digits) implements Event {}

    /// The server hung up, or refused the call, or nobody serves the called number.
    record HungUp(Instant at, boolean wasConnected) implements Event {}
  }

  private final InMemoryNetwork network;
  private final Optional<String> callerId;
  private final FarEnd end = new End();
  private final List<Heard> heard = new ArrayList<>();
  private Consumer<Event> listener = _ -> {};
  private @Nullable InMemoryLeg leg;
  private boolean connected;
  private Hears hears = new Quiet();
  private Instant hearsSince;

  InMemoryPhone(InMemoryNetwork network, Optional<String> callerId) {
    this.network = network;
    this.callerId = callerId;
    this.hearsSince = network.now();
  }

  /// Sets the one who is told; before dialing. Called on the network's inbox: enqueue, or call this
  /// phone.
  public void listen(Consumer<Event> other) {
    network.post(() -> listener = other);
  }

  /// Calls a number.
  public void dial(String dnis) {
    network.post(() -> call(dnis));
  }

  private void call(String dnis) {
    if (leg != null) {
      throw new IllegalStateException("the phone is in a call");
    }
    Optional<InMemoryTelephony> server = network.serverForCalls();
    if (server.isEmpty()) {
      listener.accept(new Event.HungUp(network.now(), false));
      return;
    }
    InMemoryLeg called =
        new InMemoryLeg(network, server.get(), network.nextIncoming(), Optional.empty());
    leg = called;
    network.after(
        network.settings().latency(),
        () -> {
          if (leg == called) {
            called.offered(
                end,
                new LegEvent.Offered(
                    called.id(), network.now(), callerId, dnis, network.settings().trunk()));
          }
        });
  }

  /// Presses keys, one after the other.
  public void press(String keys) {
    network.post(() -> {
      InMemoryLeg up = leg;
      if (up != null) {
        keys.chars().forEach(key -> up.pressed((char) key));
      }
    });
  }

  public void hangUp() {
    network.post(() -> {
      InMemoryLeg up = leg;
      if (up != null) {
        boolean was = connected;
        gone();
        up.ended(
            was ? Outcome.ANSWERED : Outcome.CANCELLED,
            was ? Blame.NOBODY : Blame.VOLUNTEER,
            By.FAR_END,
            "hung up by the phone");
      }
    });
  }

  /// Out of reach: sends no sound and no word, and answers no probe.
  public void vanish() {
    network.post(() -> {
      if (leg != null) {
        leg.fellSilent(true);
      }
    });
  }

  /// In reach again, in the same call.
  public void reappear() {
    network.post(() -> {
      if (leg != null) {
        leg.fellSilent(false);
      }
    });
  }

  /// What it heard so far, in order, the present sound last. To be read when the network is quiet.
  public List<Heard> heard() {
    var all = new ArrayList<>(heard);
    all.add(new Heard(hearsSince, network.now(), hears));
    return List.copyOf(all);
  }

  /// The names of the prompts it heard, in order, also those that were cut short.
  public List<String> prompts() {
    return heard().stream()
        .flatMap(piece ->
            piece.what() instanceof Played(Sound.Prompt(String name))
                ? Optional.of(name).stream()
                : Optional.<String>empty().stream())
        .toList();
  }

  public boolean isConnected() {
    return connected;
  }

  private void gone() {
    heard.add(new Heard(hearsSince, network.now(), hears));
    hears = new Quiet();
    hearsSince = network.now();
    connected = false;
    leg = null;
  }

  private final class End implements FarEnd {
    @Override
    public Says says() {
      return Says.SPEECH;
    }

    @Override
    public void hears(Hears what) {
      Instant now = network.now();
      heard.add(new Heard(hearsSince, now, hears));
      hears = what;
      hearsSince = now;
      listener.accept(new Event.HearsNow(now, what));
    }

    @Override
    public void pressed(String digits) {
      listener.accept(new Event.Keys(network.now(), digits));
    }

    @Override
    public void answered() {
      connected = true;
      listener.accept(new Event.Connected(network.now()));
    }

    @Override
    public void over() {
      boolean was = connected;
      gone();
      listener.accept(new Event.HungUp(network.now(), was));
    }
  }
}
