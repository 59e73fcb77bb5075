package org.hustings.telephony.phonenet.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.FarEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.telephony.TelephonyContract;
import org.hustings.core.telephony.TelephonyWorld;
import org.hustings.core.time.VirtualTime;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.RingLog;

/// The network in memory keeps the contract, in virtual time.
class InMemoryTelephonyContractTest extends TelephonyContract {
  @Override
  protected TelephonyWorld open() {
    return new World(true);
  }

  static final class World implements TelephonyWorld {
    private static final Answers STAYS = new Answers(secs(2), secs(3), Duration.ofMinutes(30));
    private static final List<FarEnd> NUMBERED = List.of(FarEnd.values());
    private static final int MOST_TIMERS = 1_000;

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-02T14:00:00Z"));
    private final RingLog log = RingLog.inMemory(time);
    private final InMemoryNetwork network;
    private final InMemoryTelephony telephony;
    private final Map<LegId, List<LegEvent>> told = new HashMap<>();
    private final Map<LegId, Integer> awaited = new HashMap<>();
    private final Map<LegId, InMemoryPhone> phones = new HashMap<>();
    private Optional<LegEvent.Offered> offered = Optional.empty();

    World(boolean earlyMedia) {
      network =
          new InMemoryNetwork(
              Clockwork.of(time),
              World::subscriber,
              log,
              InMemoryNetwork.Settings.USUAL.withEarlyMedia(earlyMedia));
      telephony = network.connect();
      telephony.listen(this::note);
      time.runUntilQuiet();
    }

    private void note(LegEvent event) {
      told.computeIfAbsent(event.leg(), _ -> new ArrayList<>()).add(event);
      if (event instanceof LegEvent.Offered offer) {
        offered = Optional.of(offer);
      }
    }

    private static Behaviour subscriber(PhoneNumber number, int nth) {
      int last = number.e164().charAt(number.e164().length() - 1) - '0';
      return switch (NUMBERED.get(last)) {
        case ANSWERS, HEARD_BEFORE_ANSWER -> STAYS;
        case ANSWERS_AND_HANGS_UP -> new Behaviour.HangsUp(secs(2), secs(3));
        case RINGS -> new Behaviour.RingsOut();
        case BUSY -> new Behaviour.Busy();
        case DECLINES -> new Behaviour.Declines(secs(2));
        case NO_SUCH_NUMBER -> new Behaviour.NoSuchNumber();
        case PRESSES_KEYS -> new Behaviour.PressesKeys("42#", STAYS);
        case MACHINE ->
            new Behaviour.Machine(secs(2), secs(8), Duration.ofMinutes(2), Duration.ofMinutes(2));
      };
    }

    @Override
    public Telephony telephony() {
      return telephony;
    }

    @Override
    public PhoneNumber number(FarEnd farEnd) {
      return new PhoneNumber("+1919555020" + NUMBERED.indexOf(farEnd));
    }

    @Override
    public Telephony.Permit permit() {
      time.advanceBy(secs(1));
      return ((Telephony.Admission.Admitted) telephony.admit(time.instant())).permit();
    }

    @Override
    public <E extends LegEvent> E await(LegId leg, Class<E> kind) {
      time.runUntilQuiet();
      for (int timers = 0; timers < MOST_TIMERS; timers++) {
        Optional<E> found = next(leg, kind);
        if (found.isPresent()) {
          return found.get();
        }
        if (!time.advanceToNextTimer()) {
          break;
        }
      }
      throw new AssertionError("no " + kind.getSimpleName() + ", but " + told(leg));
    }

    private <E extends LegEvent> Optional<E> next(LegId leg, Class<E> kind) {
      List<LegEvent> all = told(leg);
      for (int i = awaited.getOrDefault(leg, 0); i < all.size(); i++) {
        awaited.put(leg, i + 1);
        if (kind.isInstance(all.get(i))) {
          return Optional.of(kind.cast(all.get(i)));
        }
      }
      return Optional.empty();
    }

    @Override
    public List<LegEvent> told(LegId leg) {
      return told.getOrDefault(leg, List.of());
    }

    @Override
    public void settle() {
      time.advanceBy(secs(5));
    }

    @Override
    public LegEvent.Offered someoneCalls(Optional<String> caller, String dnis) {
      InMemoryPhone phone = network.phone(caller);
      phone.dial(dnis);
      time.advanceBy(secs(1));
      LegEvent.Offered offer = offered.orElseThrow();
      phones.put(offer.leg(), phone);
      return offer;
    }

    private InMemoryPhone phone(LegId leg) {
      return Optional.ofNullable(phones.get(leg)).orElseThrow();
    }

    @Override
    public void callerHangsUp(LegId leg) {
      phone(leg).hangUp();
    }

    @Override
    public void callerPresses(LegId leg, String keys) {
      phone(leg).press(keys);
    }

    @Override
    public String keysHeardAt(LegId leg) {
      return log.rings().stream()
          .filter(ring -> ring.call().reference().equals(leg.toString()))
          .flatMap(ring -> ring.recording().stream())
          .flatMap(words -> List.of(words.split("; ", -1)).stream())
          .filter(word -> word.startsWith("key "))
          .map(word -> word.substring("key ".length()))
          .collect(Collectors.joining());
    }

    @Override
    public void close() {
      if (!time.failures().isEmpty()) {
        throw new AssertionError("thrown out of sight: " + time.failures());
      }
    }

    private static Duration secs(long seconds) {
      return Duration.ofSeconds(seconds);
    }
  }
}
