package org.hustings.core.dialing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.hustings.core.account.DialInRegister;
import org.hustings.core.campaign.CampaignRegister;
import org.hustings.core.id.ServerId;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.time.Runners;
import org.hustings.core.time.Timers;

/// All that the engine needs of the world.
///
/// @param server this process; a restart is a new one
/// @param ids where the ids of sessions, attempts and legs come from: random in production, seeded
///   in a simulation
public record EnginePorts(
    ServerId server,
    Time time,
    Law law,
    Telephony telephony,
    Transactions transactions,
    CampaignRegister campaigns,
    DialInRegister dialIns,
    ServerRegister servers,
    EngineMetrics metrics,
    Supplier<UUID> ids) {
  public EnginePorts {
    requireNonNull(server, "server");
    requireNonNull(time, "time");
    requireNonNull(law, "law");
    requireNonNull(telephony, "telephony");
    requireNonNull(transactions, "transactions");
    requireNonNull(campaigns, "campaigns");
    requireNonNull(dialIns, "dialIns");
    requireNonNull(servers, "servers");
    requireNonNull(metrics, "metrics");
    requireNonNull(ids, "ids");
  }

  Instant now() {
    return time.clock().instant();
  }

  /// The clock with its timers, and who does the work: real or virtual, but always together.
  public record Time(InstantSource clock, Timers timers, Runners runners) {}
}
