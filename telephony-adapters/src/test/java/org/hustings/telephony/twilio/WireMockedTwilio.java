package org.hustings.telephony.twilio;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.time.VirtualTime;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.prompt.Prompts;
import org.hustings.telephony.twilio.rest.Credentials;
import org.hustings.telephony.twilio.rest.HttpWire;
import org.hustings.telephony.twilio.webhook.Elsewhere;
import org.hustings.telephony.twilio.webhook.Signature;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.hustings.telephony.twilio.webhook.WebhookRequest;

/// The adapter over real HTTP, with Twilio's REST API played by WireMock in payloads of the shape
/// that twilio.com/docs/voice/api/call-resource shows, and its webhooks posted as they are
/// documented. Timers run in virtual time; only HTTP takes real time.
final class WireMockedTwilio implements AutoCloseable {
  static final PhoneNumber VOTER = new PhoneNumber("+19195550182");
  static final String SID = "CA00000000000000000000000000000001";

  private static final String ACCOUNT = "AC000000000000000000000000000000aa";
  private static final String TOKEN = "12345";
  private static final String ROOT = "https://calls.example.org/twilio";
  private static final String CALLS = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls.json";
  private static final String ONE = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls/" + SID + ".json";
  private static final Prompts PROMPTS = Prompts.shipped();

  private final WireMockServer api;
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-02T14:00:00Z"));
  private final List<LegEvent> told = new ArrayList<>();
  private final HttpWire wire;
  private TwilioTelephony telephony;
  private int sequence;

  /// @param api started by whoever made it
  /// @param patience for an answer by HTTP
  WireMockedTwilio(WireMockServer api, Duration patience) {
    this.api = api;
    wire = new HttpWire(URI.create("http://127.0.0.1:" + api.port()), patience);
    telephony = server();
  }

  private TwilioTelephony server() {
    TwilioTelephony server =
        new TwilioTelephony(
            new TwilioConfig(
                "twilio",
                ACCOUNT,
                Optional.of(new PhoneNumber("+19195550140")),
                new TwilioConfig.Capacity(10, 1),
                URI.create(ROOT),
                TwilioConfig.Limits.usual()),
            new TwilioTelephony.Parts(
                wire,
                () -> Credentials.of(TOKEN),
                Elsewhere.NOWHERE,
                PROMPTS,
                new SimpleMeterRegistry()),
            new TwilioTelephony.Surroundings(time, time, time, new Random(7)));
    server.listen(told::add);
    return server;
  }

  /// The server is gone without a word, and another has taken its place.
  void anotherServerTakesOver() {
    told.clear();
    telephony = server();
  }

  TwilioTelephony telephony() {
    return telephony;
  }

  void passes(Duration duration) {
    time.advanceBy(duration);
  }

  // ── what the API answers ───────────────────────────────────────────────────

  private static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  private String call(String status) {
    return """
    {"account_sid": "%s", "annotation": null, "answered_by": null, "api_version": "2010-04-01",
     "caller_name": null, "date_created": "%s", "date_updated": null, "direction": "outbound-api",
     "duration": null, "end_time": null, "forwarded_from": null, "from": "+19195550140",
     "from_formatted": "(919) 555-0140", "group_sid": null, "parent_call_sid": null,
     "phone_number_sid": "PN1", "price": null, "price_unit": "USD", "queue_time": "0",
     "sid": "%s", "start_time": null, "status": "%s",
     "subresource_uris": {"recordings": "%s"}, "to": "+19195550182",
     "to_formatted": "(919) 555-0182", "trunk_sid": null, "uri": "%s"}
    """
        .formatted(ACCOUNT, now(), SID, status, ONE, ONE);
  }

  private String now() {
    return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
        .format(time.instant().atOffset(ZoneOffset.UTC));
  }

  ResponseDefinitionBuilder created() {
    return json(201, call("queued"));
  }

  static ResponseDefinitionBuilder refused(int status, int code) {
    return json(
        status,
        """
        {"code": %d, "message": "…", "more_info": "https://www.twilio.com/docs/errors/%d",
         "status": %d}
        """
            .formatted(code, code, status));
  }

  /// The orders get these answers, one after the other, and then the last one for ever.
  void answersOrders(ResponseDefinitionBuilder... answers) {
    String state = Scenario.STARTED;
    for (int i = 0; i < answers.length; i++) {
      String next = i == answers.length - 1 ? state : "order-" + (i + 1);
      api.stubFor(
          post(CALLS)
              .inScenario("orders")
              .whenScenarioStateIs(state)
              .willReturn(answers[i])
              .willSetStateTo(next));
      state = next;
    }
  }

  /// Twilio's books have the call in these states, one look after the other.
  void booksSay(String... statuses) {
    String state = Scenario.STARTED;
    for (int i = 0; i < statuses.length; i++) {
      String next = i == statuses.length - 1 ? state : "look-" + (i + 1);
      api.stubFor(
          get(urlEqualTo(ONE))
              .inScenario("looks")
              .whenScenarioStateIs(state)
              .willReturn(json(200, call(statuses[i])))
              .willSetStateTo(next));
      state = next;
    }
  }

  /// The list of calls to the voter's number has the call, or nothing.
  void listHas(Optional<String> status) {
    String calls = status.map(this::call).orElse("");
    api.stubFor(
        get(urlPathEqualTo(CALLS))
            .willReturn(
                json(
                    200,
                    """
                    {"calls": [%s], "end": 0, "first_page_uri": "%s", "next_page_uri": null,
                     "page": 0, "page_size": 20, "previous_page_uri": null, "start": 0, "uri": "%s"}
                    """
                        .formatted(calls, CALLS, CALLS))));
  }

  void takesChanges() {
    api.stubFor(post(ONE).willReturn(json(200, call("completed"))));
  }

  /// What was asked to be changed of the call.
  List<String> changes() {
    return api.findAll(postRequestedFor(urlEqualTo(ONE))).stream()
        .map(LoggedRequest::getBodyAsString)
        .toList();
  }

  /// What the last order was.
  String order() {
    return api.findAll(postRequestedFor(urlEqualTo(CALLS))).getLast().getBodyAsString();
  }

  int orders() {
    return api.findAll(postRequestedFor(urlEqualTo(CALLS))).size();
  }

  // ── the call ───────────────────────────────────────────────────────────────

  LegId orderCall() {
    return orderCall(false);
  }

  LegId orderCall(boolean machineHint) {
    Telephony.Permit permit =
        ((Telephony.Admission.Admitted) telephony.admit(time.instant())).permit();
    LegId leg = new LegId(UUID.randomUUID());
    telephony.originate(
        new DialOrder(leg, VOTER, Optional.empty(), Duration.ofSeconds(60), machineHint, permit));
    time.runUntilQuiet();
    return leg;
  }

  /// A status callback as Twilio posts it.
  WebhookReply event(LegId leg, String status, Map<String, String> more) {
    Map<String, String> form = form(status);
    form.put("CallbackSource", "call-progress-events");
    form.put("SequenceNumber", Integer.toString(sequence++));
    form.put("Timestamp", now());
    form.putAll(more);
    return posted("/leg/" + leg + "/events", form);
  }

  WebhookReply event(LegId leg, String status) {
    return event(leg, status, Map.of());
  }

  /// Asynchronous detection as Twilio posts what it found.
  WebhookReply answeredBy(LegId leg, String who) {
    Map<String, String> form = new TreeMap<>();
    form.put("AccountSid", ACCOUNT);
    form.put("CallSid", SID);
    form.put("AnsweredBy", who);
    form.put("MachineDetectionDuration", "3820");
    return posted("/leg/" + leg + "/answered-by", form);
  }

  /// The voter answers, and Twilio asks what to do.
  WebhookReply asksWhatNow(LegId leg) {
    return posted("/leg/" + leg + "/next?n=0", form("in-progress"));
  }

  private static Map<String, String> form(String status) {
    Map<String, String> form = new TreeMap<>();
    form.put("AccountSid", ACCOUNT);
    form.put("ApiVersion", "2010-04-01");
    form.put("CallSid", SID);
    form.put("CallStatus", status);
    form.put("Called", VOTER.e164());
    form.put("Caller", "+19195550140");
    form.put("Direction", "outbound-api");
    form.put("From", "+19195550140");
    form.put("To", VOTER.e164());
    return form;
  }

  private WebhookReply posted(String target, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    String signature = Signature.of(TOKEN, ROOT + target, new TreeMap<>(form));
    WebhookReply reply =
        telephony
            .webhooks()
            .answer(new WebhookRequest("POST", target, Optional.of(signature), body));
    time.runUntilQuiet();
    return reply;
  }

  List<String> kinds() {
    return told.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  LegEnd end() {
    return told.stream()
        .filter(LegEvent.Ended.class::isInstance)
        .map(event -> ((LegEvent.Ended) event).end())
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    wire.close();
    api.resetAll();
    if (!time.failures().isEmpty()) {
      throw new AssertionError(
          "thrown out of sight: " + time.failures(), time.failures().getFirst().cause());
    }
  }
}
