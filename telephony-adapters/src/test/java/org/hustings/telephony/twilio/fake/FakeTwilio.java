package org.hustings.telephony.twilio.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.Subscribers;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.hustings.telephony.twilio.rest.RestWire;
import org.hustings.telephony.twilio.webhook.Signature;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.hustings.telephony.twilio.webhook.WebhookRequest;
import org.jspecify.annotations.Nullable;

/// Twilio: one account with its calls and conferences, and the telephones behind it. To be used on
/// one thread, that of its clock.
public final class FakeTwilio implements RestWire {
  /// From Twilio to us, or back.
  private static final Duration LATENCY = Duration.ofMillis(60);

  private static final int WAV_HEADER = 58;
  private static final String PAGE = "/2010-04-01/Accounts/AC0/Calls.json?PageSize=20&Page=0";

  private final Account account;
  private final Clockwork clockwork;
  private final Subscribers subscribers;
  private final RingLog log;
  private final Map<String, FakeCall> calls = new LinkedHashMap<>();
  private final List<String> told = new ArrayList<>();
  private @Nullable Function<WebhookRequest, WebhookReply> webhooks;
  private Weather weather = Weather.FAIR;
  private final FakeRecordings recordings = new FakeRecordings(this);
  private final FakeCallerIds callerIds = new FakeCallerIds(this);
  private final FakeConferences conferences = new FakeConferences(this);
  private int soundsFetched;

  /// @param webhooks the URL that the account was told
  public record Account(String sid, String authToken, String webhooks) {}

  /// What happens to requests and callbacks on their way.
  public interface Weather {
    Weather FAIR = new Weather() {};

    /// @param done does what is asked
    default RestReply request(RestRequest request, Function<RestRequest, RestReply> done) {
      return done.apply(request);
    }

    /// How long each copy of a callback takes; none if it is lost.
    ///
    /// @param event `initiated`, `ringing`, `answered`, `completed` or `recording-completed`
    default List<Duration> callback(String event) {
      return List.of(LATENCY);
    }
  }

  public FakeTwilio(Account account, Clockwork clockwork, Subscribers subscribers, RingLog log) {
    this.account = account;
    this.clockwork = clockwork;
    this.subscribers = subscribers;
    this.log = log;
  }

  /// Whoever answers at the account's URL from now on.
  public void webhooksAt(Function<WebhookRequest, WebhookReply> other) {
    webhooks = other;
  }

  public void weather(Weather other) {
    weather = other;
  }

  public List<FakeCall> calls() {
    return List.copyOf(calls.values());
  }

  /// The callbacks that arrived, by event.
  public List<String> told() {
    return List.copyOf(told);
  }

  /// How often something was fetched to be played.
  public int soundsFetched() {
    return soundsFetched;
  }

  public FakeRecordings recordings() {
    return recordings;
  }

  public FakeCallerIds callerIds() {
    return callerIds;
  }

  public String accountSid() {
    return account.sid;
  }

  Instant now() {
    return clockwork.clock().instant();
  }

  void after(Duration delay, Runnable what) {
    var _ = clockwork.timers().after(delay, what);
  }

  FakeConference conference(String name) {
    return conferences.named(name);
  }

  private String mint() {
    return "CA%032x".formatted(calls.size() + 1);
  }

  // ── telephones ─────────────────────────────────────────────────────────────

  /// Somebody dials a number of the account.
  public FakePhone phone(String caller, String called) {
    FakeCall call =
        new FakeCall(
            this,
            mint(),
            new FakeCall.Parties(caller, called, "inbound"),
            account.webhooks + "/call",
            account.webhooks + "/call/events");
    calls.put(call.sid(), call);
    call.arrives();
    return new FakePhone(this, call);
  }

  /// A browser calls the account's application with a token and parameters of its own. Twilio takes
  /// no token that it did not sign for, and tells the name in it as the caller's.
  public FakePhone browser(String jwt, Map<String, String> parameters) {
    FakeToken token = FakeToken.read(jwt, account.sid);
    FakeCall call =
        new FakeCall(
            this,
            mint(),
            new FakeCall.Parties("client:" + token.identity(), "", "inbound"),
            account.webhooks + "/call",
            account.webhooks + "/call/events");
    calls.put(call.sid(), call);
    call.arrivesWith(parameters);
    return new FakePhone(this, call);
  }

  /// A call that another program of this account has led into a room of its own.
  public FakeCall ofAnotherProgram(String room) {
    FakeCall call =
        new FakeCall(
            this, mint(), new FakeCall.Parties("+19195550177", "+19195550178", "inbound"), "", "");
    calls.put(call.sid(), call);
    String document =
        "<?xml version=\"1.0\"?><Response><Dial><Conference>"
            + room
            + "</Conference></Dial></Response>";
    call.perform(Twiml.read(document).verbs());
    return call;
  }

  // ── webhooks ───────────────────────────────────────────────────────────────

  void fetch(FakeCall call, String url, Map<String, String> form) {
    after(
        LATENCY,
        () -> {
          if (!call.isOver()) {
            WebhookReply reply = post(url, form);
            after(LATENCY, () -> performed(call, reply));
          }
        });
  }

  private static void performed(FakeCall call, WebhookReply reply) {
    if (reply.status() == 200) {
      call.perform(Twiml.read(reply.text()).verbs());
    } else {
      // "An application error has occurred", and the call is ended.
      call.hungUpByTwilio();
    }
  }

  void tell(String url, Map<String, String> form, String event) {
    for (Duration way : weather.callback(event)) {
      after(
          way,
          () -> {
            told.add(event);
            WebhookReply _ = post(url, form);
          });
    }
  }

  /// Sends a request as Twilio would, signed.
  public WebhookReply post(String url, Map<String, String> form) {
    String signature = Signature.of(account.authToken, url, new TreeMap<>(form));
    String body =
        form.entrySet().stream()
            .map(field ->
                URLEncoder.encode(field.getKey(), UTF_8)
                    + "="
                    + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return answered(new WebhookRequest("POST", target(url), Optional.of(signature), body));
  }

  private String target(String url) {
    if (!url.startsWith(account.webhooks)) {
      throw new AssertionError("nobody is at " + url);
    }
    return url.substring(account.webhooks.length());
  }

  private WebhookReply answered(WebhookRequest request) {
    Function<WebhookRequest, WebhookReply> server = webhooks;
    if (server == null) {
      throw new AssertionError("nobody answers webhooks");
    }
    return server.apply(request);
  }

  /// Fetches what is to be played; what cannot be fetched is passed over.
  Duration soundAt(String url, FakeCall call) {
    WebhookReply reply = answered(new WebhookRequest("GET", target(url), Optional.empty(), ""));
    soundsFetched++;
    return reply.status() == 200 && !call.isOver()
        ? Duration.ofMillis((reply.content().length - WAV_HEADER) / 8)
        : Duration.ZERO;
  }

  // ── the API ────────────────────────────────────────────────────────────────

  @Override
  public RestReply send(RestRequest request) {
    return weather.request(request, this::done);
  }

  private RestReply done(RestRequest request) {
    String home = "/2010-04-01/Accounts/" + account.sid;
    if (request.path().startsWith(home + "/Recordings")) {
      return recordings.done(request, home + "/Recordings");
    }
    if (request.path().equals(home + "/OutgoingCallerIds.json")) {
      return callerIds.done(request);
    }
    if (request.path().startsWith(home + "/Conferences")) {
      return conferences.done(request, home + "/Conferences");
    }
    String root = home + "/Calls";
    Map<String, String> fields = PublishedShape.check(request, root);
    String path = request.path();
    if (path.equals(root + ".json")) {
      return request.method() == RestRequest.Method.POST ? create(fields) : list(fields);
    }
    FakeCall call = calls.get(path.substring(root.length() + 1, path.length() - 5));
    if (call == null) {
      return refused(404, 20404);
    }
    return request.method() == RestRequest.Method.POST ? change(call, fields) : done(200, call);
  }

  private RestReply create(Map<String, String> fields) {
    FakeCall call =
        new FakeCall(
            this,
            mint(),
            new FakeCall.Parties(field(fields, "From"), field(fields, "To"), "outbound-api"),
            field(fields, "Url"),
            fields.getOrDefault("StatusCallback", ""));
    calls.put(call.sid(), call);
    Duration timeout = Duration.ofSeconds(Integer.parseInt(fields.getOrDefault("Timeout", "60")));
    after(
        Duration.ofMillis(100),
        () ->
            new CalledParty(this, call, log, subscribers)
                .called(timeout.plusSeconds(5), detection(fields)));
    return done(201, call);
  }

  /// Where to tell who answered; Twilio waits with the call unless that is asynchronous.
  private static Optional<String> detection(Map<String, String> fields) {
    if (!fields.containsKey("MachineDetection")) {
      return Optional.empty();
    }
    if (!"true".equals(fields.get("AsyncAmd"))) {
      throw new AssertionError("the call would wait for the detection");
    }
    return Optional.of(field(fields, "AsyncAmdStatusCallback"));
  }

  private RestReply list(Map<String, String> fields) {
    String found =
        calls.values().stream()
            .filter(call -> call.to().equals(fields.get("To")))
            .sorted((one, other) -> other.createdAt().compareTo(one.createdAt()))
            .map(FakeCall::json)
            .collect(Collectors.joining(","));
    String page =
        """
        {"calls": [%s], "first_page_uri": "%s", "next_page_uri": null, "page": 0, "page_size": 20,
         "previous_page_uri": null, "start": 0, "end": 0, "uri": "%s"}
        """
            .formatted(found, PAGE, PAGE);
    return new RestReply.Answered(200, page, Optional.empty());
  }

  private RestReply change(FakeCall call, Map<String, String> fields) {
    if (fields.containsKey("Status")) {
      if (!call.isOver()) {
        call.become(
            call.status().equals("in-progress") ? "completed" : "canceled",
            Map.of("CallDuration", "0"));
      }
      return done(200, call);
    }
    if (!call.status().equals("in-progress")) {
      return refused(400, 21220);
    }
    call.fetch(field(fields, "Url"), Map.of());
    return done(200, call);
  }

  private static String field(Map<String, String> fields, String name) {
    return requireNonNull(fields.get(name), name);
  }

  private static RestReply done(int status, FakeCall call) {
    return new RestReply.Answered(status, call.json(), Optional.empty());
  }

  /// A refusal of documented shape.
  public static RestReply refused(int status, int code) {
    String body =
        "{\"code\": %d, \"message\": \"…\", \"more_info\": \"…\", \"status\": %d}"
            .formatted(code, status);
    return new RestReply.Answered(status, body, Optional.empty());
  }
}
