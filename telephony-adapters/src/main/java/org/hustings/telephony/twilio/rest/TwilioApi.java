package org.hustings.telephony.twilio.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import com.twilio.exception.ApiConnectionException;
import com.twilio.exception.ApiException;
import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.Domains;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.core5.http.Header;
import org.hustings.telephony.twilio.rest.RestRequest.Field;
import org.hustings.telephony.twilio.rest.RestRequest.Method;
import org.jspecify.annotations.Nullable;

/// Twilio's own Java library, over a wire of ours. Every method blocks for one request. Safe for
/// many threads.
///
/// The library knows the resources, their fields and how they are written. What becomes of a
/// request on its way is ours to say: its own HTTP client sends a `POST` up to three more times
/// after a 5xx or a broken connection (`com.twilio.http.HttpClient.reliableRequest`), each of which
/// may ring a voter once more (R22), and its exceptions don't tell *not sent* from *unknown*.
public final class TwilioApi {
  /// The library cannot do without when its log is on.
  private static final Header[] NO_HEADERS = new Header[0];

  private static final int HTTP_OK = 200;

  private final RestWire wire;
  private final String account;
  private final CredentialSource credentials;

  /// @param accountSid `AC…`
  /// @param credentials asked for each request, so that they may be rotated
  public TwilioApi(RestWire wire, String accountSid, CredentialSource credentials) {
    this.wire = requireNonNull(wire, "wire");
    this.account = requireNonNull(accountSid, "accountSid");
    this.credentials = requireNonNull(credentials, "credentials");
  }

  public String account() {
    return account;
  }

  /// Has the library make one request, and says what came of it.
  public <T> Answer<T> ask(Function<TwilioRestClient, T> request) {
    return asked(request, new Once());
  }

  /// As [#ask], and what time it is at Twilio by the answer; empty where it did not say.
  public <T> Answer<Timed<T>> askTimed(Function<TwilioRestClient, T> request) {
    Once once = new Once();
    return asked(client -> new Timed<>(request.apply(client), once.at()), once);
  }

  /// @param at by Twilio's clock
  public record Timed<T>(T value, Optional<Instant> at) {}

  private <T> Answer<T> asked(Function<TwilioRestClient, T> request, Once once) {
    Credentials now = credentials.current();
    TwilioRestClient client =
        new Silent(
            new TwilioRestClient.Builder(now.user(account), now.password())
                .accountSid(account)
                .httpClient(once));
    try {
      return new Answer.Done<>(request.apply(client));
    } catch (ApiException e) {
      return once.failed(Optional.ofNullable(e.getCode()).orElse(0));
    } catch (RuntimeException e) {
      // Over an answer that is not of the documented shape the library throws whatever comes up, a
      // NullPointerException among it; what was asked may have been done all the same.
      return once.failed(0);
    }
  }

  /// The library would write each request's fields, which hold telephone numbers, into its log.
  private static final class Silent extends TwilioRestClient {
    Silent(Builder builder) {
      super(builder);
    }

    @Override
    public void logRequest(Request request) {}
  }

  /// Carries one request of the library's over our wire, once, and keeps what came of it.
  private final class Once extends HttpClient {
    private @Nullable RestReply reply;

    @Override
    public Response reliableRequest(Request request) {
      return makeRequest(request);
    }

    @Override
    public Response reliableRequest(Request request, int[] codes, int retries, long delay) {
      return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
      RestReply came = wire.send(plain(request));
      reply = came;
      return switch (came) {
        case RestReply.Answered answered ->
            new Response(answered.body(), answered.status(), NO_HEADERS);
        case RestReply.NotSent(String why) -> throw new ApiConnectionException(why);
        case RestReply.Unknown(String why) -> throw new ApiConnectionException(why);
      };
    }

    Optional<Instant> at() {
      return reply instanceof RestReply.Answered answered ? answered.at() : Optional.empty();
    }

    /// @param code that the library found in a refusal; 0 for none
    <T> Answer<T> failed(int code) {
      return switch (reply) {
        case null -> new Answer.NotSent<>("the library made no request of it");
        case RestReply.NotSent(String why) -> new Answer.NotSent<>(why);
        case RestReply.Unknown(String why) -> new Answer.Unknown<>(why);
        case RestReply.Answered(int status, _, Optional<Duration> again, _)
            when status >= 300 && status < 500 ->
            new Answer.Refused<>(status, code, again);
        case RestReply.Answered(int status, _, _, _) when status >= 500 ->
            new Answer.Unknown<>("HTTP " + status);
        case RestReply.Answered(int status, _, _, _) ->
            new Answer.Unknown<>("HTTP " + status + " with an answer that is not understood");
      };
    }
  }

  /// Fetches a file.
  ///
  /// @param path from the API's root
  public Answer<byte[]> file(String path) {
    return ask(client -> {
      Response response = client.request(new Request(HttpMethod.GET, Domains.API.toString(), path));
      if (response.getStatusCode() != HTTP_OK) {
        throw new ApiException("no file but HTTP " + response.getStatusCode());
      }
      return response.getContent().getBytes(ISO_8859_1);
    });
  }

  private static RestRequest plain(Request request) {
    Method method =
        switch (request.getMethod()) {
          case POST -> Method.POST;
          case DELETE -> Method.DELETE;
          case GET -> Method.GET;
          case HEAD, PUT, PATCH, OPTIONS ->
              throw new IllegalArgumentException("we never " + request.getMethod());
        };
    Map<String, List<String>> fields =
        method == Method.POST ? request.getPostParams() : request.getQueryParams();
    return new RestRequest(
        method,
        URI.create(request.getUrl()).getRawPath(),
        fields.entrySet().stream()
            .flatMap(
                field -> field.getValue().stream().map(value -> new Field(field.getKey(), value)))
            .toList(),
        request.getAuthString());
  }
}
