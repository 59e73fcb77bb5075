package org.hustings.core.scripted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hustings.core.dialing.EngineMetrics;
import org.hustings.core.disposition.Action;

/// Counts what the engine tells.
public final class CountedMetrics implements EngineMetrics {
  private final Map<LegKind, Integer> legs = new EnumMap<>(LegKind.class);
  private final Map<LegKind, Integer> silent = new EnumMap<>(LegKind.class);
  private final Map<Action, Integer> disposed = new EnumMap<>(Action.class);
  private final Map<NotLetIn, Integer> notLetIn = new EnumMap<>(NotLetIn.class);
  private final List<Invariant> broken = new ArrayList<>();
  private final List<Integer> claimants = new ArrayList<>();

  /// Invariants that were broken; a test ends by finding none.
  public List<Invariant> broken() {
    return List.copyOf(broken);
  }

  /// The same, and forgets them: for a test that breaks one on purpose.
  public List<Invariant> takeBroken() {
    List<Invariant> taken = broken();
    broken.clear();
    return taken;
  }

  public int open(LegKind kind) {
    return legs.getOrDefault(kind, 0);
  }

  public int disposed(Action action, int none) {
    return disposed.getOrDefault(action, none);
  }

  /// How many asked together, claim by claim.
  public List<Integer> claimants() {
    return List.copyOf(claimants);
  }

  @Override
  public void legOpened(LegKind kind) {
    legs.merge(kind, 1, Integer::sum);
  }

  public int silent(LegKind kind) {
    return silent.getOrDefault(kind, 0);
  }

  public int turnedAway(NotLetIn why) {
    return notLetIn.getOrDefault(why, 0);
  }

  @Override
  public void notLetIn(NotLetIn why) {
    notLetIn.merge(why, 1, Integer::sum);
  }

  @Override
  public void legSilent(LegKind kind) {
    silent.merge(kind, 1, Integer::sum);
  }

  @Override
  public void legClosed(LegKind kind) {
    legs.merge(kind, -1, Integer::sum);
  }

  @Override
  public void disposed(Action action) {
    disposed.merge(action, 1, Integer::sum);
  }

  @Override
  public void claimed(int asked, int found, Duration time) {
    claimants.add(asked);
  }

  @Override
  public void broken(Invariant invariant) {
    broken.add(invariant);
  }
}
