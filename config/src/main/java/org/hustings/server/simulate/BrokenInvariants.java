package org.hustings.server.simulate;

import java.util.EnumSet;
import java.util.Set;
import org.hustings.core.dialing.EngineMetrics;

/// Listens for what the engine itself says must never happen: it must not, but for what lost words
/// explain.
final class BrokenInvariants implements EngineMetrics {
  private static final Set<Invariant> OF_LOST_WORDS =
      EnumSet.of(Invariant.LEG_LOST, Invariant.LEG_WITHOUT_OWNER);

  private final Troubles troubles;
  private final Referee referee;

  BrokenInvariants(Troubles troubles, Referee referee) {
    this.troubles = troubles;
    this.referee = referee;
  }

  @Override
  public void broken(Invariant invariant) {
    boolean lost =
        troubles.everHad(Trouble.LINES_LOSSY)
            || troubles.everHad(Trouble.SIP_DEAF)
            || troubles.everHad(Trouble.MACHINE_ASLEEP)
            || troubles.everHad(Trouble.TRUNK_SILENT);
    if (!lost || !OF_LOST_WORDS.contains(invariant)) {
      referee.complain("broken: " + invariant);
    }
  }
}
