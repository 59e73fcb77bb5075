package org.hustings.schema.engine;

/// What one server remembers of the database between transactions, so that it does not read it
/// again. None of it is needed for anything to be right: a server that forgot it only reads more.
final class EngineMemory {
  private final ClaimMarks claimMarks = new ClaimMarks();
  private final TimeFloors promotions = new TimeFloors();
  private final TimeFloors holdEnds = new TimeFloors();
  private final KnownZones knownZones = new KnownZones();
  private final KnownSettings knownSettings = new KnownSettings();
  private final ReadyNews news = new ReadyNews();

  ClaimMarks claimMarks() {
    return claimMarks;
  }

  TimeFloors promotions() {
    return promotions;
  }

  TimeFloors holdEnds() {
    return holdEnds;
  }

  KnownZones knownZones() {
    return knownZones;
  }

  KnownSettings knownSettings() {
    return knownSettings;
  }

  ReadyNews news() {
    return news;
  }
}
