package org.hustings.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A corner of the address space that is not of the contract and not for people: some other part of
/// the server answers there, for a partner that has its own rules, such as a provider's webhooks.
/// It knows no sign-in and no cookies; whoever answers decides whom it believes.
///
/// @param path where it begins, for example `/twilio`
/// @param longestBody what is read of a body; of a longer one, one character more than this is
///   handed on, so that it can be told
/// @param answers called on a virtual thread
/// @param reaches origins that the screens may connect to on the partner's behalf, for example
///   `https://*.example.org`; none for a partner that browsers have nothing to do with
public record Annex(
    String path, int longestBody, Function<Question, Answer> answers, List<String> reaches) {
  private static final Pattern ORIGIN = Pattern.compile("(https|wss)://[a-z0-9*.-]{1,100}");

  public Annex {
    requireNonNull(answers, "answers");
    reaches = List.copyOf(reaches);
    if (!reaches.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
      throw new IllegalArgumentException(
          "an annex reaches origins such as https://*.example.org, got " + reaches);
    }
    if (!path.matches("/[a-z-]{1,40}")) {
      throw new IllegalArgumentException("an annex is at one name, such as /twilio, got " + path);
    }
  }

  /// @param target path and query as they came, from where the annex begins
  /// @param header a header by its name; empty if there is none
  public record Question(
      String method, String target, Function<String, Optional<String>> header, String body) {}

  /// @param contentType empty for an answer without content
  public record Answer(int status, String contentType, Reply.Octets content) {}

  /// Leads all requests below the path here.
  void route(Router router, Workers workers, boolean secure) {
    router.route(path + "/*").handler(routing -> read(routing.request(), workers, secure));
  }

  private void read(HttpServerRequest request, Workers workers, boolean secure) {
    Context context = Vertx.currentContext();
    Buffer body = Buffer.buffer();
    request.handler(octets -> {
      int room = longestBody + 1 - body.length();
      body.appendBuffer(octets, 0, Math.min(room, octets.length()));
    });
    request.endHandler(_ -> {
      boolean begun =
          workers.start(
              "annex",
              () -> {
                Reply reply = reply(request, body.toString(UTF_8));
                context.runOnContext(_ -> Wire.send(request, reply, secure));
              });
      if (!begun) {
        Wire.send(request, Reply.problem(Workers.overloaded()), secure);
      }
    });
  }

  private Reply reply(HttpServerRequest request, String body) {
    String uri = request.uri();
    if (!uri.startsWith(path)) {
      return Reply.problem(Wire.malformed(400));
    }
    try {
      Question question =
          new Question(
              request.method().name(),
              uri.substring(path.length()),
              name -> Optional.ofNullable(request.getHeader(name)),
              body);
      Answer answer = answers.apply(question);
      return answer.contentType.isEmpty() && answer.status == 204
          ? Reply.nothing()
          : new Reply.File(
              answer.status,
              answer.contentType.isEmpty() ? "text/plain" : answer.contentType,
              answer.content,
              Map.of());
    } catch (RuntimeException e) {
      return Reply.problem(Routes.incident(e));
    }
  }
}
