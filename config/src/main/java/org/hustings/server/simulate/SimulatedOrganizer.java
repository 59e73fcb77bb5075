package org.hustings.server.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.core.dialing.ManagerDesk;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.core.voter.PhoneNumber;

/// A manager to whom people write that they are not to be called any more (R17): mostly, as it
/// happens, when somebody has just taken their number.
final class SimulatedOrganizer {
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final Office office;
  private final Chance chance;

  SimulatedOrganizer(Office office, Chance chance) {
    this.office = office;
    this.chance = chance;
  }

  /// Where managers work.
  interface Office {
    void after(Duration wait, Runnable what);

    /// Does something at the desk of the server that runs, if one does; it may take long.
    void atDesk(Consumer<ManagerDesk> what);

    Town town();

    Referee referee();

    WatchedScreens screens();

    boolean isOver();
  }

  void begin() {
    office.after(chance.seconds(120, 1500), this::act);
  }

  private void act() {
    if (office.isOver()) {
      return;
    }
    office.after(chance.seconds(300, 2400), this::act);
    List<String> taken = office.town().taken();
    List<String> all = office.town().numbers().stream().sorted().toList();
    list(chance.oneOf(!taken.isEmpty() && chance.percent(80) ? taken : all));
  }

  private void list(String number) {
    office.atDesk(desk -> {
      try {
        office.referee().journal().note("lists", number);
        desk.listDoNotCall(
            office.town().campaign(),
            new PhoneNumber(number),
            Optional.empty(),
            DoNotCallList.Source.MANAGER);
        office.referee().listed().confirmed(number, office.screens());
      } catch (StoreUnavailable _) {
        office.after(AGAIN, () -> list(number));
      }
    });
  }
}
