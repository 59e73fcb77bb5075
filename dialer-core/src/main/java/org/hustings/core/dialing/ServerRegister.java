package org.hustings.core.dialing;

import java.time.Instant;
import java.util.List;
import org.hustings.core.id.ServerId;

/// The servers there are, by their heartbeats: how one is noticed to have died (R23).
///
/// Blocking. It stands outside the campaigns and tells nothing of them.
public interface ServerRegister {

  /// Notes that a server lives; the first time registers it.
  void alive(ServerId server, Instant at);

  /// Servers whose last heartbeat is before `before`, and whose remains are not settled yet.
  List<ServerId> silentSince(Instant before);

  /// Says that all a dead server left behind is settled. It never comes back: a restart is a new
  /// server.
  void buried(ServerId server);
}
