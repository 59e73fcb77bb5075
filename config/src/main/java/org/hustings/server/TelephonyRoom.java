package org.hustings.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hustings.core.callerid.CallerIds;
import org.hustings.core.dialing.EnginePorts;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.server.settings.HostPort;
import org.hustings.server.settings.Secret;
import org.hustings.server.settings.Settings;
import org.hustings.telephony.browser.BrowserConfig;
import org.hustings.telephony.browser.BrowserLegs;
import org.hustings.telephony.browser.SipWithBrowsers;
import org.hustings.telephony.browser.dtls.BouncyDtls;
import org.hustings.telephony.home.Homes;
import org.hustings.telephony.media.EngineStatistics;
import org.hustings.telephony.media.MediaClock;
import org.hustings.telephony.media.MediaConfig;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.prompt.Prompts;
import org.hustings.telephony.sip.Cidr;
import org.hustings.telephony.sip.Manners;
import org.hustings.telephony.sip.SipConfig;
import org.hustings.telephony.sip.SipTelephony;
import org.hustings.telephony.sip.TlsFiles;
import org.hustings.telephony.sip.TrunkConfig;
import org.hustings.telephony.sip.call.Credentials;
import org.hustings.telephony.sip.stack.Transport;
import org.hustings.telephony.sip.stack.jain.JainStack;
import org.hustings.telephony.twilio.TwilioTelephony;

/// Opens the telephony: the media engine, the prompts, SIP with its trunks, and the browsers' port.
final class TelephonyRoom {
  private static final int DEFAULT_CHANNELS = 10;
  private static final int DEFAULT_CPS = 1;
  private static final int DEFAULT_WEIGHT = 1;
  private static final Duration USUAL_KEEP_ALIVE = Duration.ofSeconds(30);

  private TelephonyRoom() {}

  /// @param sip the trunks, for where they listen and how they are
  /// @param network all there is for the engine: the trunks, volunteers' browsers, Twilio
  /// @param twilio whose webhooks are to be served, if there is one
  record Opened(SipTelephony sip, Telephony network, Optional<TwilioTelephony> twilio) {

    /// Of trunks their operators alone know which numbers are ours.
    CallerIds callerIds() {
      return twilio.map(TwilioTelephony::callerIds).orElse(CallerIds.NOWHERE);
    }
  }

  static Opened open(
      Settings settings, EnginePorts.Time time, MeterRegistry meters, Closing closing)
      throws StartFailed {
    try {
      MediaEngine media = closing.add("media", MediaEngine.start(media(settings.media())));
      count(media, settings.media(), meters);
      Prompts prompts = prompts(settings.prompts());
      SipTelephony.Parts parts = new SipTelephony.Parts(JainStack::open, media, prompts, meters);
      SipTelephony.Surroundings surroundings =
          new SipTelephony.Surroundings(time.runners(), time.timers(), time.clock());
      SipTelephony sip =
          closing.add("telephony", SipTelephony.open(sip(settings.sip()), parts, surroundings));
      BrowserLegs browsers =
          closing.add(
              "browsers",
              BrowserLegs.open(
                  browsers(settings),
                  sip.stage(),
                  new BouncyDtls(time.clock()),
                  meters,
                  new BrowserLegs.Surroundings(
                      time.runners(), time.timers(), MediaClock.ofTheMachine())));
      Telephony own = new SipWithBrowsers(sip, browsers);
      if (!settings.twilio().isUsed()) {
        return new Opened(sip, own, Optional.empty());
      }
      TwilioTelephony twilio = TwilioRoom.open(settings, prompts, time, meters, closing);
      return new Opened(sip, both(sip, own, twilio), Optional.of(twilio));
    } catch (IOException | RuntimeException e) {
      throw new StartFailed("The telephony cannot start: " + e.getMessage(), e);
    }
  }

  /// Our own trunks come first where it is open which to take. Browsers go to Twilio first where no
  /// project wishes otherwise: it takes them only if the settings say so.
  private static Telephony both(SipTelephony sip, Telephony own, TwilioTelephony twilio) {
    Homes.Home ours =
        new Homes.Home(
            Telephony.OWN_HOME,
            own,
            sip::well,
            trunk -> !trunk.equals(TwilioRoom.TRUNK),
            dialog -> !twilio.isOurs(dialog));
    Homes.Home theirs =
        new Homes.Home(
            TwilioRoom.TRUNK, twilio, twilio::well, TwilioRoom.TRUNK::equals, twilio::isOurs);
    return new Homes(List.of(ours, theirs), List.of(theirs, ours));
  }

  /// The ports; the rest of the engine's state is counted where it is known.
  private static void count(MediaEngine media, Settings.Media settings, MeterRegistry meters) {
    Gauge.builder("hustings.media.ports.busy", media, TelephonyRoom::pairsBusy)
        .description("Pairs of media ports that are in use or rest before they are used again")
        .register(meters);
    Gauge.builder(
            "hustings.media.ports", () -> (settings.lastPort() - settings.firstPort() + 1) / 2)
        .description("Pairs of media ports that there are")
        .register(meters);
  }

  private static double pairsBusy(MediaEngine media) {
    EngineStatistics now = media.statistics();
    return now.legs() + now.portsDraining();
  }

  private static MediaConfig media(Settings.Media settings) throws UnknownHostException {
    return MediaConfig.on(
        InetAddress.getByName(settings.address()),
        new PortRange(settings.firstPort(), settings.lastPort()));
  }

  private static BrowserConfig browsers(Settings settings) throws UnknownHostException {
    Settings.Browser browser = settings.browser();
    List<InetAddress> addresses = new ArrayList<>();
    for (String address :
        browser.addresses().isEmpty() ? List.of(settings.media().address()) : browser.addresses()) {
      addresses.add(InetAddress.getByName(address));
    }
    return new BrowserConfig(
        browser.listen().resolve(),
        addresses,
        new BrowserConfig.Relays(
            browser.stun(), browser.turn(), browser.turnSecret().value(), browser.turnValidFor()),
        BrowserConfig.Limits.usual());
  }

  private static Prompts prompts(Settings.Prompts settings) {
    return settings.directory().isEmpty()
        ? Prompts.shipped()
        : Prompts.shipped().replacedFrom(Path.of(settings.directory()));
  }

  static SipConfig sip(Settings.Sip settings) throws IOException {
    return new SipConfig(
        listen(settings),
        IntStream.range(0, settings.trunks().size())
            .mapToObj(place -> trunk(settings.trunks().get(place), place))
            .toList(),
        settings.knownPeers().stream().map(Cidr::parse).toList(),
        SipConfig.Limits.usual());
  }

  private static SipConfig.Listen listen(Settings.Sip settings) throws IOException {
    HostPort at = settings.listen();
    SipConfig.Listen listen = SipConfig.Listen.on(InetAddress.getByName(at.host()), at.port());
    return settings.tlsPort() == 0
        ? listen
        : listen.with(new SipConfig.Secure(settings.tlsPort(), tls(settings).context()));
  }

  private static TlsFiles tls(Settings.Sip settings) {
    return new TlsFiles(
        file(settings.tlsCertificate())
            .map(it -> new TlsFiles.Identity(it, Path.of(settings.tlsKey()))),
        file(settings.tlsTrust()));
  }

  private static Optional<Path> file(String name) {
    return name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
  }

  /// @param place in the list, which is its priority where none is given
  private static TrunkConfig trunk(Settings.Trunk settings, int place) {
    HostPort address = settings.checkedAddress();
    Transport transport =
        Transport.valueOf(
            Optional.ofNullable(settings.transport()).orElse("udp").toUpperCase(Locale.ROOT));
    TrunkConfig trunk =
        TrunkConfig.of(
                settings.checkedName(),
                new TrunkConfig.Address(address.host(), address.port(), transport),
                capacity(settings, place))
            .withIdentity(identity(settings))
            .withSources(
                Optional.ofNullable(settings.sources()).orElse(List.of()).stream()
                    .map(Cidr::parse)
                    .toList());
    return known(trunk, settings).with(manners(settings));
  }

  private static TrunkConfig known(TrunkConfig trunk, Settings.Trunk settings) {
    Secret password = settings.password();
    String user = settings.user();
    return user == null || password == null
        ? trunk
        : trunk.withCredentials(new Credentials(user, password.value()));
  }

  private static TrunkConfig.Identity identity(Settings.Trunk settings) {
    return new TrunkConfig.Identity(
        Optional.ofNullable(settings.callerId()).map(PhoneNumber::new),
        Boolean.TRUE.equals(settings.asserted()),
        Boolean.TRUE.equals(settings.withheld()),
        Optional.ofNullable(settings.diversion()).map(PhoneNumber::new),
        Optional.ofNullable(settings.historyInfo()).map(PhoneNumber::new));
  }

  private static Manners manners(Settings.Trunk settings) {
    return new Manners(
        Manners.usual().codecs(),
        Optional.ofNullable(settings.register()),
        Optional.ofNullable(settings.keepAlive())
            .or(() -> Optional.of(USUAL_KEEP_ALIVE))
            .filter(Duration::isPositive),
        Optional.ofNullable(settings.sessionTimer()),
        "required".equals(settings.srtp()));
  }

  private static TrunkConfig.Capacity capacity(Settings.Trunk settings, int place) {
    return new TrunkConfig.Capacity(
        Optional.ofNullable(settings.channels()).orElse(DEFAULT_CHANNELS),
        Optional.ofNullable(settings.cps()).orElse(DEFAULT_CPS),
        Optional.ofNullable(settings.priority()).orElse(place),
        Optional.ofNullable(settings.weight()).orElse(DEFAULT_WEIGHT));
  }
}
