package org.hustings.telephony.twilio;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.hustings.core.account.Volunteer;
import org.hustings.core.contract.Settings;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.CallMeDesk;
import org.hustings.core.dialing.Engine;
import org.hustings.core.dialing.EnginePorts;
import org.hustings.core.dialing.EngineSettings;
import org.hustings.core.dialing.Law;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.Standing;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.recording.Recording;
import org.hustings.core.rehearsal.RehearsalStores;
import org.hustings.core.scripted.CountedMetrics;
import org.hustings.core.scripted.Registers;
import org.hustings.core.scripted.ScriptedOwnPhones;
import org.hustings.core.session.Command;
import org.hustings.core.session.SessionView;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.time.VirtualTime;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.Subscribers;

/// A shift of five volunteers and sixty numbers on the whole engine, over whatever network. What
/// comes of the nth call to a number depends on nothing but the number and n.
final class SmallShift {
  private static final Instant TEN_O_CLOCK = Instant.parse("2026-06-02T14:00:00Z");
  private static final String DNIS = "+18005550100";
  private static final String PIN = "4321";
  private static final int NUMBERS = 60;
  private static final int VOLUNTEERS = 5;

  /// From here on telephones are volunteers' own.
  private static final int OWN_PHONES = 9000;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final VirtualTime time = new VirtualTime(TEN_O_CLOCK);
  private final RingLog log = RingLog.inMemory(time);
  private final RehearsalStores stores = new RehearsalStores();
  private final Registers registers = new Registers();
  private final CountedMetrics metrics = new CountedMetrics();
  private final List<PhoneId> phones = new ArrayList<>();
  private final ScriptedOwnPhones ownPhones = new ScriptedOwnPhones();
  private final List<String> notJoined = new ArrayList<>();
  private final CallMeDesk callMe;
  private final CampaignId campaign;
  private final Network network;
  private final Engine engine;
  private boolean callsSome;
  private long ids;
  private int keys;

  /// What the shift is carried by.
  interface Network {
    Telephony telephony();

    Telephone dials(String dnis);
  }

  /// A volunteer's telephone in a call.
  interface Telephone {
    void press(String digits);
  }

  private SmallShift(Function<SmallShift, Network> carrier) {
    campaign = stores.addCampaign("Shift", "US", Settings.NEW_YORK);
    registers.number(DNIS, campaign);
    Money _ =
        stores.in(
            campaign, books -> books.credits().topUp(new Money(1_000_000_000), "all", TEN_O_CLOCK));
    addNumbers();
    network = carrier.apply(this);
    engine =
        new Engine(
            new EnginePorts(
                new ServerId(new UUID(1, 1)),
                new EnginePorts.Time(time, time, time),
                Law.standard(_ -> Set.of(Settings.NEW_YORK)),
                network.telephony(),
                stores,
                stores,
                registers,
                registers,
                metrics,
                () -> new UUID(9, ++ids)),
            EngineSettings.DEFAULTS);
    callMe = engine.callMe(ownPhones);
  }

  static SmallShift over(Function<SmallShift, Network> carrier) {
    return new SmallShift(carrier);
  }

  /// Two of the volunteers have themselves called instead of dialing in.
  SmallShift callingSome() {
    callsSome = true;
    return this;
  }

  private void addNumbers() {
    RecordingId message =
        stores.addRecording(
            campaign,
            id -> new Recording(id, "message", Pcmu.of(new byte[12 * 8_000]), TEN_O_CLOCK));
    ProjectId project =
        stores.addProject(campaign, "Project", Settings.byDefault().voicemail(message).build());
    for (int index = 0; index < NUMBERS; index++) {
      PhoneId phone = stores.addPhone(campaign, numberOf(index), Set.of(Settings.NEW_YORK));
      phones.add(phone);
      VoterId voter = stores.addVoter(campaign, "Voter " + index, Set.of());
      stores.addLink(campaign, voter, phone, 100 - index);
      stores.addTarget(campaign, project, voter);
    }
  }

  private static PhoneNumber numberOf(int index) {
    return new PhoneNumber("+1919555%04d".formatted(index));
  }

  private static int indexOf(String e164) {
    return Integer.parseInt(e164.substring(e164.length() - 4));
  }

  VirtualTime time() {
    return time;
  }

  RingLog log() {
    return log;
  }

  Subscribers subscribers() {
    return (number, nth) -> behaviour(indexOf(number.e164()) + nth - 1);
  }

  private static Behaviour behaviour(int which) {
    Duration soon = Duration.ofSeconds(6);
    if (which >= OWN_PHONES) {
      return new Behaviour.PressesKeys(
          "1", new Behaviour.Answers(soon, Duration.ofSeconds(9), Duration.ofDays(1)));
    }
    return switch (which % 8) {
      case 0, 1 -> new Behaviour.Answers(soon, Duration.ofSeconds(4), Duration.ofMinutes(4));
      case 2 -> new Behaviour.HangsUp(soon, Duration.ofSeconds(9));
      case 3 ->
          new Behaviour.Machine(
              soon, Duration.ofSeconds(4), Duration.ofMinutes(2), Duration.ofMinutes(1));
      case 4 -> new Behaviour.Busy();
      case 5 -> new Behaviour.RingsOut();
      case 6 -> new Behaviour.Declines(soon);
      default -> new Behaviour.NoSuchNumber();
    };
  }

  // ── the volunteers ─────────────────────────────────────────────────────────

  void work(Duration shift) {
    engine.start();
    engine.managers().ruleOn(campaign, phones);
    List<Volunteer> volunteers = new ArrayList<>();
    for (int index = 0; index < VOLUNTEERS; index++) {
      Volunteer volunteer =
          new Volunteer(new UserId(index + 1L), campaign, "Volunteer " + index, Set.of());
      volunteers.add(volunteer);
      String number = Integer.toString(1001 + index);
      registers.volunteer(number, PIN, volunteer);
      boolean isCalled = callsSome && index % 2 == 1;
      if (isCalled) {
        ownPhones.give(volunteer.id(), numberOf(OWN_PHONES + index));
      }
      after(
          Duration.ofSeconds(7L * index),
          () -> {
            if (isCalled) {
              isCalled(volunteer);
            } else {
              comes(volunteer, number);
            }
          });
    }
    time.advanceTo(TEN_O_CLOCK.plus(shift));
    volunteers.forEach(volunteer -> submit(volunteer, new Command.Leave()));
    time.advanceBy(Duration.ofMinutes(5));
    engine.stop();
  }

  private void comes(Volunteer volunteer, String number) {
    Telephone phone = network.dials(DNIS);
    after(Duration.ofSeconds(4), () -> phone.press(number + "#"));
    after(Duration.ofSeconds(9), () -> phone.press(PIN + "#"));
    after(Duration.ofSeconds(20), () -> look(volunteer));
  }

  private void isCalled(Volunteer volunteer) {
    var _ = callMe.call(volunteer);
    after(
        Duration.ofSeconds(40),
        () -> {
          Optional<CallMeDesk.State> came = callMe.viewOf(volunteer).map(CallMeDesk.View::state);
          if (!came.equals(Optional.of(CallMeDesk.State.JOINED))) {
            notJoined.add("a volunteer who was called: " + came);
          }
          look(volunteer);
        });
  }

  private void look(Volunteer volunteer) {
    engine.sessions().viewOf(volunteer).ifPresent(view -> act(volunteer, view));
    after(LOOK_EVERY, () -> look(volunteer));
  }

  private void act(Volunteer volunteer, SessionView view) {
    switch (view.state()) {
      case READY -> submit(volunteer, new Command.Next());
      case PREVIEWING -> submit(volunteer, new Command.Call(view.entry().orElseThrow()));
      case TALKING -> talk(volunteer, view);
      case WRAP_UP -> {
        if (view.allowed().contains(Command.Kind.DISPOSE)) {
          say(volunteer, view);
        }
      }
      case CONNECTING, DIALING, RINGING, PAUSED, RECONNECTING, GONE -> {}
    }
  }

  /// To a machine the message, to others what there is to say.
  private void talk(Volunteer volunteer, SessionView view) {
    Instant since = view.call().flatMap(SessionView.CallView::answeredAt).orElseThrow();
    if (time.instant().isBefore(since.plusSeconds(20))) {
      return;
    }
    submit(volunteer, isMachine(view) ? new Command.DropVoicemail() : new Command.HangUp());
  }

  private boolean isMachine(SessionView view) {
    String number = view.screen().orElseThrow().number();
    return log.ringsOf(number).getLast().behaviour().equals("Machine");
  }

  private void say(Volunteer volunteer, SessionView view) {
    SessionView.CallView call = view.call().orElseThrow();
    Action action =
        call.answeredAt().isPresent() ? Action.SUCCESSFUL : call.suggested().orElseThrow();
    submit(
        volunteer, new Command.Dispose(call.attempt(), "key " + ++keys, Disposition.plain(action)));
  }

  private void submit(Volunteer volunteer, Command command) {
    var _ = engine.sessions().submit(volunteer, command);
  }

  private void after(Duration wait, Runnable what) {
    var _ = time.after(wait, what);
  }

  // ── what came of it ────────────────────────────────────────────────────────

  /// Status and counted attempts of each number, and how often it was rung.
  Map<String, String> numbers() {
    Map<String, String> all = new TreeMap<>();
    for (int index = 0; index < NUMBERS; index++) {
      Standing standing = stores.standingOf(campaign, phones.get(index));
      all.put(
          numberOf(index).e164(),
          standing.status()
              + " after "
              + standing.attempts()
              + " attempts and "
              + log.ringsOf(numberOf(index).e164()).size()
              + " rings");
    }
    return all;
  }

  int rings() {
    return log.rings().size();
  }

  /// What was not as it must be.
  List<String> complaints() {
    List<String> complaints = new ArrayList<>(notJoined);
    time.failures().forEach(failure -> complaints.add(failure + " " + failure.cause()));
    metrics.broken().forEach(invariant -> complaints.add("broken: " + invariant));
    if (log.open() > 0) {
      complaints.add("calls still up: " + log.open());
    }
    if (engine.openLegs() > 0) {
      complaints.add("legs still open: " + engine.openLegs());
    }
    return complaints;
  }
}
