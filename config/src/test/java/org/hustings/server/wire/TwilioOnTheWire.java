package org.hustings.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.Timers;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.Subscribers;
import org.hustings.telephony.twilio.fake.FakePhone;
import org.hustings.telephony.twilio.fake.FakeToken;
import org.hustings.telephony.twilio.fake.FakeTwilio;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;
import org.hustings.telephony.twilio.rest.RestRequest.Field;
import org.hustings.telephony.twilio.webhook.Form;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.hustings.telephony.twilio.webhook.WebhookRequest;

/// The stateful fake of Twilio on real sockets, in both directions, by the clock on the wall. All
/// of it runs on one thread.
final class TwilioOnTheWire implements AutoCloseable {
  static final String ACCOUNT = "AC000000000000000000000000000000aa";
  static final String TOKEN = "a token";
  static final String APPLICATION = "AP000000000000000000000000000000cc";
  static final String KEY = "SK000000000000000000000000000000dd";
  static final String KEY_SECRET = "a secret of thirty-two letters .";
  static final String PUBLIC = "https://calls.example.org";

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private final RingLog log;
  private final FakeTwilio fake;
  private final HttpServer api;
  private final List<FakeToken> tokens = new CopyOnWriteArrayList<>();
  private final Map<String, FakePhone> browsers = new HashMap<>();

  TwilioOnTheWire(InstantSource clock, Subscribers subscribers) {
    this.log = RingLog.inMemory(clock);
    this.fake =
        new FakeTwilio(
            new FakeTwilio.Account(ACCOUNT, TOKEN, PUBLIC + "/twilio"),
            new Clockwork(clock, new OneThread(), new ThreadedRunners((_, _) -> {})),
            subscribers,
            log);
    try {
      this.api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    api.setExecutor(thread);
    api.createContext("/", this::serve);
    api.createContext("/edge/", this::serveEdge);
    api.start();
  }

  /// Timers on the one thread; nothing here asks for an hour of the day.
  private final class OneThread implements Timers {
    @Override
    public Timer at(Instant at, Runnable action) {
      throw new UnsupportedOperationException("the fake waits by steady time only");
    }

    @Override
    public Timer after(Duration wait, Runnable action) {
      Future<?> set = thread.schedule(action, Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
      return () -> {
        boolean _ = set.cancel(false);
      };
    }

    @Override
    public Duration elapsed() {
      return Duration.ofNanos(System.nanoTime());
    }
  }

  /// Lines of the settings file.
  String settings() {
    return """
    twilio: {account-sid: %s, auth-token: "%s", caller-id: "+19195550140", channels: 10, cps: 5,
      public-url: "%s", api: "http://127.0.0.1:%d"}
    """
        .formatted(ACCOUNT, TOKEN, PUBLIC, api.getAddress().getPort());
  }

  /// The same, with an application that volunteers' browsers call.
  String settingsWithBrowsers() {
    return settings()
        .replace(
            "cps: 5,",
            "cps: 5, application-sid: %s, key: %s, key-secret: \"%s\","
                .formatted(APPLICATION, KEY, KEY_SECRET));
  }

  /// Where the edge of the network, as browsers meet it, asks what becomes of their calls.
  URI edge() {
    return URI.create("http://127.0.0.1:" + api.getAddress().getPort());
  }

  /// The tokens that browsers showed, in order.
  List<FakeToken> tokens() {
    return List.copyOf(tokens);
  }

  RingLog log() {
    return log;
  }

  /// From now on a proxy leads whoever asks the public URL to this server.
  void leadsTo(URI server) {
    thread.execute(() -> fake.webhooksAt(request -> ask(server, request)));
  }

  FakePhone dials(String caller, String called) {
    return CompletableFuture.supplyAsync(() -> fake.phone(caller, called), thread).join();
  }

  <T> T look(Function<FakeTwilio, T> at) {
    return CompletableFuture.supplyAsync(() -> at.apply(fake), thread).join();
  }

  void presses(FakePhone phone, String keys) {
    thread.execute(() -> phone.press(keys));
  }

  private WebhookReply ask(URI server, WebhookRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(server + "/twilio" + request.target()))
            .header("Content-Type", "application/x-www-form-urlencoded");
    request.signature().ifPresent(signature -> builder.header("X-Twilio-Signature", signature));
    HttpRequest asked =
        request.method().equals("GET")
            ? builder.GET().build()
            : builder.POST(BodyPublishers.ofString(request.body())).build();
    try {
      HttpResponse<byte[]> response = http.send(asked, BodyHandlers.ofByteArray());
      String type = response.headers().firstValue("Content-Type").orElse("");
      if (response.statusCode() != 200) {
        return WebhookReply.refused(response.statusCode());
      }
      return type.startsWith("text/xml")
          ? WebhookReply.twiml(new String(response.body(), UTF_8))
          : WebhookReply.sound(response.body());
    } catch (IOException e) {
      return WebhookReply.refused(502);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return WebhookReply.refused(502);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean post = exchange.getRequestMethod().equals("POST");
    RestReply reply =
        fake.send(
            new RestRequest(
                RestRequest.Method.valueOf(exchange.getRequestMethod()),
                exchange.getRequestURI().getPath(),
                fields(post ? body : query),
                exchange.getRequestHeaders().getFirst("Authorization")));
    RestReply.Answered answered = (RestReply.Answered) reply;
    boolean sound = exchange.getRequestURI().getPath().endsWith(".wav");
    byte[] content = answered.body().getBytes(sound ? ISO_8859_1 : UTF_8);
    exchange.getResponseHeaders().set("Content-Type", sound ? "audio/x-wav" : "application/json");
    // −1 is how this server says that there is nothing.
    exchange.sendResponseHeaders(answered.status(), content.length == 0 ? -1 : content.length);
    exchange.getResponseBody().write(content);
    exchange.close();
  }

  /// `call` with a token and parameters, a call's SID, or that with `/hangup`.
  private void serveEdge(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String what = exchange.getRequestURI().getPath().substring("/edge/".length());
    byte[] answer = edge(what, body).getBytes(UTF_8);
    exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private String edge(String what, String body) {
    if (what.equals("call")) {
      Form form = Form.parse(body).orElseThrow();
      String token = form.field("token").orElseThrow();
      tokens.add(FakeToken.read(token, ACCOUNT));
      Form parameters = Form.parse(form.field("params").orElse("")).orElseThrow();
      FakePhone browser = fake.browser(token, parameters.fields());
      browsers.put(browser.call().sid(), browser);
      return browser.call().sid();
    }
    FakePhone browser =
        Optional.ofNullable(browsers.get(what.replace("/hangup", ""))).orElseThrow();
    if (what.endsWith("/hangup")) {
      browser.hangUp();
    }
    return browser.call().status();
  }

  /// A name may come more than once.
  private static List<Field> fields(String encoded) {
    return List.of(encoded.split("&", -1)).stream()
        .flatMap(pair -> Form.parse(pair).orElseThrow().fields().entrySet().stream())
        .filter(field -> !field.getKey().isEmpty())
        .map(field -> new Field(field.getKey(), field.getValue()))
        .toList();
  }

  @Override
  public void close() {
    api.stop(0);
    thread.shutdownNow();
    http.close();
  }
}
