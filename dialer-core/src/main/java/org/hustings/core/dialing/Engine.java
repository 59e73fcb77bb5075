package org.hustings.core.dialing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.hustings.core.account.OwnPhones;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.telephony.LegEvent;

/// The dialing engine of one server, put together from its ports.
///
/// ```
///  volunteers ─► SessionDesk ─► sessions ─► claim desk, calls, dispositions ─► Transactions
///                                  ▲                       │
///  callers ──► reception ──────────┘                       ▼
///                    switchboard ◄── leg events ── Telephony ◄── orders
/// ```
public final class Engine {
  private final Office office;
  private final ClaimDesk claims;
  private final Sessions sessions;
  private final Managers managers;
  private final Reception reception;
  private final BrowserReception browsers;
  private final Watch watch;
  private final Drain drain;

  public Engine(EnginePorts ports, EngineSettings settings) {
    Switchboard switchboard = new Switchboard(ports.telephony(), ports.metrics(), this::offered);
    office =
        new Office(
            ports,
            settings,
            switchboard,
            new Promoter(ports),
            new AtomicLong(),
            new Unwritten(),
            this::withdraw);
    Rulings rulings = new Rulings(ports);
    Dispose dispose = new Dispose(office, rulings);
    Voicemails voicemails = new Voicemails(office, dispose);
    claims = new ClaimDesk(office, new PresentNext(office, rulings));
    Desks desks =
        new Desks(
            office,
            new Timekeeper(ports, office.unwritten()),
            claims,
            new PlaceCall(ports.law(), ports.server()),
            dispose,
            voicemails);
    sessions = new Sessions(desks);
    managers = new Managers(office, dispose, rulings, sessions);
    reception = new Reception(office, sessions);
    browsers = new BrowserReception(office, sessions);
    watch = new Watch(office, new ReconcileAttempts(office, dispose));
    drain = new Drain(office, sessions, voicemails);
  }

  /// Begins to take calls, and settles what dead servers left behind.
  public void start() {
    office.telephony().listen(office.switchboard());
    watch.start();
    office.promoter().start();
  }

  /// The desk for volunteers.
  public SessionDesk sessions() {
    return sessions;
  }

  /// Where the next number is asked for, without a session around it: what measures claims asks
  /// here.
  public ClaimDesk claims() {
    return claims;
  }

  /// The desk for volunteers' browsers.
  public BrowserDesk browsers() {
    return browsers;
  }

  /// The desk for volunteers who want to be called, at the telephones that this book has of them.
  /// To be asked for once.
  public CallMeDesk callMe(OwnPhones phones) {
    return new CallMeReception(office, sessions, phones);
  }

  /// The desk for managers and imports.
  public ManagerDesk managers() {
    return managers;
  }

  /// Finishes what runs and starts nothing new, for at most this long; completes with whether all
  /// was finished. To be followed by [#stop()].
  public CompletableFuture<Boolean> drain(Duration atMost) {
    return drain.begin(atMost);
  }

  /// Ends at once all that goes by itself.
  public void stop() {
    watch.stop();
    office.promoter().stop();
  }

  /// Legs that are open, of whatever kind.
  public int openLegs() {
    return office.switchboard().open();
  }

  private void withdraw(CampaignId campaign, PhoneId phone) {
    sessions.withdraw(campaign, phone);
  }

  private void offered(LegEvent.Offered offer) {
    reception.offered(offer);
  }
}
