package org.hustings.telephony.twilio;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.FarEnd;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.time.VirtualTime;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.prompt.Prompts;
import org.hustings.telephony.twilio.fake.FakeCall;
import org.hustings.telephony.twilio.fake.FakeTwilio;
import org.hustings.telephony.twilio.rest.Credentials;
import org.hustings.telephony.twilio.rest.Region;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestWire;
import org.hustings.telephony.twilio.webhook.Elsewhere;

/// The adapter with Twilio around it, in virtual time.
final class TwilioWorld implements AutoCloseable {
  static final String ACCOUNT = "AC000000000000000000000000000000aa";
  static final String TOKEN = "12345";
  static final String APPLICATION = "AP000000000000000000000000000000cc";
  static final Credentials.ApiKey KEY =
      new Credentials.ApiKey(
          "SK000000000000000000000000000000dd", "a secret of thirty-two letters .");
  private static final Credentials CREDENTIALS =
      new Credentials(TOKEN, Optional.empty(), Optional.of(KEY));
  static final String ROOT = "https://calls.example.org/twilio";
  private static final Prompts PROMPTS = Prompts.shipped();
  private static final List<FarEnd> NUMBERED = List.of(FarEnd.values());
  private static final Answers STAYS =
      new Answers(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofMinutes(30));

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-02T14:00:00Z"));
  private SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RingLog rings = RingLog.inMemory(time);
  private final FakeTwilio fake =
      new FakeTwilio(
          new FakeTwilio.Account(ACCOUNT, TOKEN, ROOT),
          Clockwork.of(time),
          (number, _) -> behaviour(number),
          rings);
  private final Map<LegId, List<LegEvent>> told = new LinkedHashMap<>();
  private Consumer<LegEvent> alsoTold = _ -> {};
  private Elsewhere elsewhere = Elsewhere.NOWHERE;
  private int servers;
  private TwilioTelephony telephony = started();

  /// Another server takes the place of the one that was there, which is gone without a word.
  void startAnew() {
    telephony = started();
  }

  private TwilioTelephony started() {
    TwilioTelephony started = server();
    started.listen(event -> {
      if (started == telephony) {
        told.computeIfAbsent(event.leg(), _ -> new ArrayList<>()).add(event);
        alsoTold.accept(event);
      }
    });
    fake.webhooksAt(started.webhooks()::answer);
    return started;
  }

  /// Who is dead asks Twilio for nothing any more.
  private RestWire untilTheNext() {
    int mine = ++servers;
    return request -> mine == servers ? fake.send(request) : new RestReply.NotSent("dead");
  }

  private TwilioTelephony server() {
    meters = new SimpleMeterRegistry();
    return new TwilioTelephony(
        new TwilioConfig(
                "twilio",
                ACCOUNT,
                Optional.of(new PhoneNumber("+19195550140")),
                new TwilioConfig.Capacity(200, 1),
                URI.create(ROOT),
                TwilioConfig.Limits.usual())
            .with(TwilioConfig.Browsers.of(APPLICATION, Region.DEFAULT)),
        new TwilioTelephony.Parts(
            untilTheNext(), () -> CREDENTIALS, request -> elsewhere.ask(request), PROMPTS, meters),
        new TwilioTelephony.Surroundings(time, time, time, new Random(7)));
  }

  static PhoneNumber number(FarEnd farEnd) {
    return new PhoneNumber("+1919555020" + NUMBERED.indexOf(farEnd));
  }

  private static Behaviour behaviour(PhoneNumber number) {
    int last = number.e164().charAt(number.e164().length() - 1) - '0';
    return switch (NUMBERED.get(last)) {
      case ANSWERS, HEARD_BEFORE_ANSWER -> STAYS;
      case ANSWERS_AND_HANGS_UP ->
          new Behaviour.HangsUp(Duration.ofSeconds(2), Duration.ofSeconds(3));
      case RINGS -> new Behaviour.RingsOut();
      case BUSY -> new Behaviour.Busy();
      case DECLINES -> new Behaviour.Declines(Duration.ofSeconds(2));
      case NO_SUCH_NUMBER -> new Behaviour.NoSuchNumber();
      case PRESSES_KEYS -> new Behaviour.PressesKeys("42#", STAYS);
      case MACHINE ->
          new Behaviour.Machine(
              Duration.ofSeconds(2),
              Duration.ofSeconds(8),
              Duration.ofMinutes(2),
              Duration.ofMinutes(2));
    };
  }

  void elsewhere(Elsewhere others) {
    elsewhere = others;
  }

  /// Whoever acts on what is told.
  void listen(Consumer<LegEvent> other) {
    alsoTold = other;
  }

  VirtualTime time() {
    return time;
  }

  FakeTwilio fake() {
    return fake;
  }

  TwilioTelephony telephony() {
    return telephony;
  }

  RingLog rings() {
    return rings;
  }

  Telephony.Permit permit() {
    return ((Telephony.Admission.Admitted) telephony.admit(time.instant())).permit();
  }

  /// Orders a call.
  LegId call(FarEnd farEnd) {
    return call(farEnd, false);
  }

  LegId call(FarEnd farEnd, boolean machineHint) {
    LegId leg = new LegId(UUID.randomUUID());
    telephony.originate(
        new DialOrder(
            leg, number(farEnd), Optional.empty(), Duration.ofSeconds(60), machineHint, permit()));
    return leg;
  }

  List<LegEvent> told(LegId leg) {
    return List.copyOf(told.getOrDefault(leg, List.of()));
  }

  List<String> kinds(LegId leg) {
    return told(leg).stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  Optional<LegEnd> end(LegId leg) {
    return told(leg).stream()
        .filter(LegEvent.Ended.class::isInstance)
        .map(event -> ((LegEvent.Ended) event).end())
        .findFirst();
  }

  /// The last call that was offered.
  LegEvent.Offered offered() {
    return told.values().stream()
        .flatMap(List::stream)
        .filter(LegEvent.Offered.class::isInstance)
        .map(LegEvent.Offered.class::cast)
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  FakeCall callOf(LegId leg) {
    return fake.calls().stream()
        .filter(call -> call.events().contains(leg.toString()))
        .findFirst()
        .orElseThrow();
  }

  double odd(String why) {
    return meters.get("hustings.twilio.webhooks.odd").tag("why", why).counter().count();
  }

  double straysEnded() {
    return meters.get("hustings.twilio.strays.ended").counter().count();
  }

  @Override
  public void close() {
    if (!time.failures().isEmpty()) {
      throw new AssertionError(
          "thrown out of sight: " + time.failures(), time.failures().getFirst().cause());
    }
  }
}
