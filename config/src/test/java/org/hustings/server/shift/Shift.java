package org.hustings.server.shift;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.Engine;
import org.hustings.core.dialing.EnginePorts;
import org.hustings.core.dialing.EngineSettings;
import org.hustings.core.dialing.Law;
import org.hustings.core.id.ServerId;
import org.hustings.core.scripted.CountedMetrics;
import org.hustings.core.scripted.Registers;
import org.hustings.core.time.VirtualTime;
import org.hustings.server.shift.plain.Outcome;
import org.hustings.server.shift.plain.Plan;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.memory.InMemoryNetwork;

/// One shift, put together: an engine as the server has it, the network, the stores, and
/// volunteers. Everything runs on one thread in an order that the seed decides.
final class Shift {
  /// A Monday, seven in the morning. The clocks go back on the Sunday.
  static final Instant BEGINS = Instant.parse("2026-10-26T11:00:00Z");

  private final VirtualTime time = new VirtualTime(BEGINS);
  private final Notebook notebook = new Notebook();
  private final CountedMetrics metrics = new CountedMetrics();
  private final Stage stage;
  private final InMemoryNetwork network;
  private final Engine engine;
  private final long seed;
  private long ids;

  Shift(Plan plan, int volunteers, long seed, Law law, Wiring wiring) {
    this.seed = seed;
    this.stage = new Stage(plan, volunteers);
    // Not quite enough channels when everybody calls.
    this.network =
        new InMemoryNetwork(
            Clockwork.of(time),
            new PlannedTown(plan, seed),
            RingLog.inMemory(time),
            InMemoryNetwork.Settings.USUAL.withChannels(volunteers * 2 / 3));
    this.engine = new Engine(ports(law, wiring), EngineSettings.DEFAULTS);
  }

  private EnginePorts ports(Law law, Wiring wiring) {
    Registers registers = new Registers();
    registers.number(Handset.DNIS, stage.campaign());
    for (Volunteer volunteer : stage.volunteers()) {
      registers.volunteer(ShiftVolunteer.number(volunteer), Handset.PIN, volunteer);
    }
    return new EnginePorts(
        new ServerId(new UUID(1, 1)),
        new EnginePorts.Time(time, time, time),
        law,
        wiring.telephony(network.connect()),
        wiring.transactions(stage.stores()),
        stage.stores(),
        registers,
        registers,
        metrics,
        () -> new UUID(9, ++ids));
  }

  /// Plays so many days, and looks into what happened.
  Findings play(int days) {
    engine.start();
    engine.managers().ruleOn(stage.campaign(), stage.phones());
    Floor floor = new Floor(time, network, engine.sessions(), stage, notebook);
    Dice arrivals = new Dice(seed);
    for (int index = 0; index < stage.volunteers().size(); index++) {
      new ShiftVolunteer(index, stage.volunteers().get(index), floor, seed)
          .comesToWork(floor.untilOpening().plus(arrivals.minutes(0, 30)));
    }
    time.advanceTo(BEGINS.plus(Duration.ofDays(days)));
    engine.stop();
    Inquiry inquiry = new Inquiry(stage, notebook);
    List<String> complaints = new ArrayList<>(inquiry.into(network.log()));
    complaints.addAll(notebook.surprises());
    time.failures().forEach(failure -> complaints.add(failure.toString()));
    metrics.broken().forEach(invariant -> complaints.add("broken: " + invariant));
    if (engine.openLegs() > 0) {
      complaints.add("legs still open at night: " + engine.openLegs());
    }
    return new Findings(complaints, stage.outcome(), inquiry.ringCount());
  }

  /// What a shift came to.
  ///
  /// @param complaints what was not as it must be
  /// @param rings how often a voter's phone was called
  record Findings(List<String> complaints, Outcome outcome, int rings) {}
}
