package org.hustings.telephony.twilio;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.hustings.core.callerid.CallerIds;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserRelay;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.CallMeOrder;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.RingOrder;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Runners;
import org.hustings.core.time.Timers;
import org.hustings.telephony.prompt.Prompts;
import org.hustings.telephony.twilio.rest.Calls;
import org.hustings.telephony.twilio.rest.Conferences;
import org.hustings.telephony.twilio.rest.CredentialSource;
import org.hustings.telephony.twilio.rest.OutgoingCallerIds;
import org.hustings.telephony.twilio.rest.Recordings;
import org.hustings.telephony.twilio.rest.RestWire;
import org.hustings.telephony.twilio.rest.TwilioApi;
import org.hustings.telephony.twilio.webhook.Elsewhere;
import org.jspecify.annotations.Nullable;

/// The telephony port over one Twilio account. Commands from any thread return at once.
///
/// What it lacks, as declared: early media (Twilio keeps it to itself), reports on media; and
/// browsers, unless there are an application and an API key for their tokens.
public final class TwilioTelephony implements Telephony {
  /// What the adapter is built on.
  ///
  /// @param api closed by whoever made it
  /// @param elsewhere the other servers that the account's webhooks may reach
  public record Parts(
      RestWire api,
      CredentialSource credentials,
      Elsewhere elsewhere,
      Prompts prompts,
      MeterRegistry metrics) {}

  /// Threads, time and chance.
  public record Surroundings(
      Runners runners, Timers timers, InstantSource clock, RandomGenerator random) {}

  private final Surroundings surroundings;
  private final Account account;
  private final Exchange exchange;
  private final Webhooks webhooks;
  private final BrowserDoor browsers;
  private final TwilioCallerIds callerIds;
  private final StoredCalls stored;
  private final Sweep sweep;
  private volatile @Nullable LegListener listener;

  public TwilioTelephony(TwilioConfig config, Parts parts, Surroundings surroundings) {
    this.surroundings = surroundings;
    this.account = new Account(config.name(), config.capacity());
    TwilioMetrics metrics = new TwilioMetrics(parts.metrics());
    TwilioApi api = new TwilioApi(parts.api(), config.accountSid(), parts.credentials());
    Recordings recordings = new Recordings(api);
    TwilioCauses causes = new TwilioCauses(metrics::unmapped);
    this.callerIds = new TwilioCallerIds(new OutgoingCallerIds(api), causes);
    this.exchange =
        new Exchange(
            config,
            new Legs(),
            new Exchange.Books(new Calls(api), recordings, causes, account),
            Exchange.Studio.of(config, parts.prompts(), recordings, surroundings),
            new Exchange.Clockwork(surroundings.timers(), surroundings.clock()),
            this::tell,
            metrics);
    metrics.watch(account, exchange.legs()::size, surroundings.clock());
    this.browsers = new BrowserDoor(exchange, parts.credentials(), surroundings);
    this.webhooks =
        new Webhooks(
            exchange,
            parts.credentials(),
            new Reception(exchange, surroundings),
            parts.elsewhere());
    this.stored = new StoredCalls(exchange, surroundings);
    Inquiry inquiry = new Inquiry(exchange, parts.credentials(), parts.elsewhere());
    this.sweep = new Sweep(exchange, new Conferences(api), inquiry, surroundings);
  }

  /// What Twilio asks and tells goes here.
  public Webhooks webhooks() {
    return webhooks;
  }

  /// The account's caller IDs, as far as they are not its own numbers.
  public CallerIds callerIds() {
    return callerIds;
  }

  /// How many legs are not over.
  public int openLegs() {
    return exchange.legs().size();
  }

  /// Whether a leg is ours.
  public boolean has(LegId leg) {
    return exchange.legs().find(leg).isPresent();
  }

  /// Whether calls can be ordered now, as far as is known.
  public boolean well() {
    return account.well(exchange.now());
  }

  // ── the port ───────────────────────────────────────────────────────────────

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all =
        EnumSet.of(
            Capability.INCOMING,
            Capability.DIGITS_IN,
            Capability.DIGITS_OUT,
            Capability.PLAY,
            Capability.RECORD,
            Capability.PROBE,
            Capability.HANG_UP_STORED,
            Capability.MACHINE_HINT,
            Capability.CALL_ME);
    if (browsers.isOpen()) {
      all.add(Capability.BROWSER);
    }
    return all;
  }

  @Override
  public void listen(LegListener other) {
    listener = requireNonNull(other, "listener");
    webhooks.open();
    sweep.begin();
  }

  private void tell(LegEvent event) {
    LegListener told = listener;
    if (told != null) {
      told.on(event);
    }
  }

  @Override
  public Admission admit(Instant now) {
    return account.admit(now);
  }

  @Override
  public void originate(DialOrder order) {
    ring(order, Way.Party.VOTER);
  }

  @Override
  public void callVolunteer(CallMeOrder order) {
    ring(order, Way.Party.CALLED_VOLUNTEER);
  }

  private void ring(RingOrder order, Way.Party party) {
    Inbox<Runnable> inbox = surroundings.runners().inbox("leg-" + order.leg(), Runnable::run);
    TwilioLeg leg =
        new TwilioLeg(
            order.leg(), exchange, inbox, new Way.Ringing(party, order.ringFor(), order.permit()));
    exchange.legs().add(leg);
    leg.line().post(new Origination(exchange, leg, order)::begin);
  }

  @Override
  public void answer(LegId leg) {
    on(leg, TwilioLeg::answer);
  }

  @Override
  public void reject(LegId leg, Rejection why) {
    on(leg, found -> found.reject(why));
  }

  @Override
  public void hangUp(LegId leg) {
    on(leg, TwilioLeg::hangUp);
  }

  @Override
  public void bridge(LegId one, LegId other) {
    on(one, first -> on(other, second -> exchange.studio().rooms().join(first, second)));
  }

  @Override
  public void unbridge(LegId leg) {
    on(leg, exchange.studio().rooms()::leave);
  }

  @Override
  public void play(LegId leg, PlaybackId playback, List<Sound> sounds) {
    List<Sound> all = List.copyOf(sounds);
    on(
        leg,
        found -> {
          exchange.studio().rooms().leave(found);
          found.play(playback, all);
        });
  }

  @Override
  public void stopPlaying(LegId leg) {
    on(leg, found -> found.hears(Ear::stopPlaying));
  }

  @Override
  public void sendDigits(LegId leg, String digits) {
    on(leg, found -> found.hears(ear -> ear.send(digits)));
  }

  @Override
  public CompletableFuture<BrowserReply> connectBrowser(LegId leg, BrowserMessage offer) {
    return browsers.connect(leg, offer);
  }

  /// Whatever changed, the browser finds back by itself with a fresh token.
  @Override
  public CompletableFuture<BrowserReply> changeBrowser(
      LegId leg, BrowserMessage change, Optional<String> version) {
    if (!browsers.isOpen()) {
      throw new UnsupportedCapability(Capability.BROWSER);
    }
    return browsers.renew(leg);
  }

  /// Twilio's own library knows the way.
  @Override
  public List<BrowserRelay> browserRelays() {
    if (!browsers.isOpen()) {
      throw new UnsupportedCapability(Capability.BROWSER);
    }
    return List.of();
  }

  @Override
  public void startRecording(LegId leg) {
    on(
        leg,
        found -> {
          exchange.studio().rooms().leave(found);
          found.hears(Ear::record);
        });
  }

  @Override
  public void stopRecording(LegId leg) {
    on(leg, found -> found.hears(Ear::stopRecording));
  }

  @Override
  public void probe(LegId leg) {
    on(leg, found -> found.line().probe());
  }

  @Override
  public void hangUpStored(LegId leg, String dialog) {
    stored.hangUp(dialog);
  }

  /// Nothing is left unconfirmed: Twilio asks what to do with a leg when it is answered, and is
  /// told to end one that nobody knows.
  @Override
  public void dialogStored(LegId leg, String dialog) {}

  /// As [#dialogStored] says.
  @Override
  public void hangUpOrdered(Ordered ordered) {}

  /// Whether what was stored of a leg is of this account.
  public boolean isOurs(String dialog) {
    return stored.isOurs(dialog);
  }

  private void on(LegId leg, Consumer<TwilioLeg> command) {
    exchange.legs().find(leg).ifPresent(command);
  }
}
