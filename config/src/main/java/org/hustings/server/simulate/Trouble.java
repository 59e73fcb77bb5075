package org.hustings.server.simulate;

/// What can be the matter.
enum Trouble {
  /// The store cannot be reached.
  STORE_AWAY,
  /// Transactions fail, or are committed and do not say so.
  STORE_FAILING,
  STORE_SLOW,
  /// What the network tells and is told is lost, doubled or late.
  LINES_LOSSY,
  /// Nothing is heard from the network, and nothing said to it.
  SIP_DEAF,
  /// The carrier refuses calls.
  TRUNK_REFUSING,
  /// The carrier says nothing of new calls, whether it rings the voter or not.
  TRUNK_SILENT,
  /// The server is dead; it ends with the next one's start.
  SERVER_KILLED,
  /// The clock was set: at once, and for good.
  CLOCK_SET,
  MACHINE_ASLEEP
}
