package org.hustings.api.http;

import io.vertx.core.Context;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.api.http.Contract.Body;
import org.hustings.api.http.Contract.Rule;
import org.hustings.api.http.Gatekeeper.Credentials;
import org.hustings.api.http.Problem.FieldError;
import org.hustings.core.account.Identity;
import org.hustings.core.account.Role;
import org.hustings.core.account.SignInRegister.Credential;
import org.hustings.core.account.SignInRegister.SignedIn;
import org.hustings.core.id.CampaignId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One request from its headers to its reply, straight down, on a virtual thread.
final class Exchange {
  /// Lets an admin work for another campaign than their own.
  static final String CAMPAIGN_HEADER = "Hustings-Campaign";

  private final Serving serving;
  private final Rule rule;
  private final Operation operation;
  private final HttpServerRequest http;
  private final Map<String, String> path;
  private final BodyReader body;

  Exchange(
      Serving serving,
      Rule rule,
      Operation operation,
      HttpServerRequest http,
      Map<String, String> path) {
    this.serving = serving;
    this.rule = rule;
    this.operation = operation;
    this.http = http;
    this.path = path;
    this.body =
        new BodyReader(http, serving.context(), mostBytes(), serving.settings().limits().silence());
  }

  /// What all exchanges of a connection share.
  record Serving(
      HttpSettings settings,
      Workers workers,
      Gatekeeper gatekeeper,
      CrossSite crossSite,
      Context context) {}

  Rule rule() {
    return rule;
  }

  HttpServerRequest http() {
    return http;
  }

  Serving serving() {
    return serving;
  }

  /// @throws Problem.Refused where the answer is a problem
  Reply answer() {
    Optional<SignedIn> asker = rule.isOpen() ? Optional.empty() : Optional.of(admitted());
    Optional<CampaignId> campaign = asker.flatMap(this::otherCampaign);
    Map<String, Object> parameters = Parameters.read(rule, http, path);
    refuseTooLarge();
    JsonNode json = json();
    Request request =
        new Request(asker, campaign, parameters, json, stream(), sender(credentials()));
    return rule.body() instanceof Body.Stream || rule.withoutStore()
        ? operation.answer(request)
        : serving.workers().inTurn(() -> operation.answer(request));
  }

  private SignedIn admitted() {
    Credentials credentials = credentials();
    Optional<SignedIn> known =
        rule.withoutStore() ? serving.gatekeeper().remembered(credentials) : Optional.empty();
    SignedIn asker =
        known
            .or(() -> serving.workers().inTurn(() -> serving.gatekeeper().whoSends(credentials)))
            .orElseThrow(() -> notSignedIn(credentials).asException());
    if (!rule.roles().contains(asker.identity().role())) {
      throw notAllowed(asker.identity().role()).asException();
    }
    if (asker.credential() == Credential.COOKIE) {
      serving
          .crossSite()
          .judge(http)
          .ifPresent(problem -> {
            throw problem.asException();
          });
    }
    return asker;
  }

  private static Problem notSignedIn(Credentials credentials) {
    return Problem.of(
        401,
        "not-signed-in",
        "Not signed in",
        credentials.isEmpty()
            ? "Sign in with POST /api/v1/sign-in, or send an API token: Authorization: Bearer …."
            : "The sign-in or token is not valid, or not any more. Sign in again.");
  }

  private Problem notAllowed(Role role) {
    return Problem.of(
        403,
        "not-allowed",
        "Not allowed",
        "This needs one of the roles " + rule.roles() + "; the account or token has " + role + ".");
  }

  private Optional<CampaignId> otherCampaign(SignedIn asker) {
    String header = http.getHeader(CAMPAIGN_HEADER);
    if (header == null) {
      return Optional.empty();
    }
    if (!header.matches("[1-9][0-9]{0,17}")) {
      throw new Problem(
              400,
              "invalid-parameter",
              "A parameter cannot be taken",
              "Send a campaign's id in " + CAMPAIGN_HEADER + ", or leave the header out.",
              List.of(FieldError.ofParameter(CAMPAIGN_HEADER, "expected the id of a campaign")),
              Map.of())
          .asException();
    }
    CampaignId campaign = new CampaignId(Long.parseLong(header));
    Identity identity = asker.identity();
    if (!campaign.equals(identity.campaign()) && identity.role() != Role.ADMIN) {
      throw Problem.of(
              403,
              "other-campaign",
              "Not your campaign",
              "Only an admin may work for another campaign; leave out " + CAMPAIGN_HEADER + ".")
          .asException();
    }
    return Optional.of(campaign);
  }

  private long mostBytes() {
    return switch (rule.body()) {
      case Body.None _ -> 0;
      case Body.Json json -> json.mostBytes();
      case Body.Stream stream -> stream.mostBytes();
    };
  }

  private void refuseTooLarge() {
    String length = http.getHeader("Content-Length");
    if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > mostBytes()) {
      throw (rule.body() instanceof Body.None ? noBodyTaken() : BodyReader.tooLarge(mostBytes()))
          .asException();
    }
  }

  private static Problem bodyMissing() {
    return Problem.of(
        400, "body-missing", "A body is needed here", "Send a JSON object as the body.");
  }

  private static Problem noBodyTaken() {
    return Problem.of(
        400, "no-body-taken", "A body is not taken here", "Send this request without a body.");
  }

  private @Nullable JsonNode json() {
    if (!(rule.body() instanceof Body.Json expected)) {
      return null;
    }
    byte[] octets = body.readWhole(serving.settings().limits().bodyWait());
    if (octets.length == 0) {
      if (expected.required()) {
        throw bodyMissing().asException();
      }
      return null;
    }
    refuseOtherType("application/json", isContentType("application/json"));
    JsonNode json = Json.read(octets);
    List<FieldError> errors = expected.schema().errorsOf(json);
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors).asException();
    }
    return json;
  }

  private InputStream stream() {
    if (!(rule.body() instanceof Body.Stream expected)) {
      return InputStream.nullInputStream();
    }
    refuseOtherType(
        String.join(" or ", expected.contentTypes()),
        expected.contentTypes().stream().anyMatch(this::isContentType));
    return body;
  }

  private void refuseOtherType(String expected, boolean fits) {
    if (!fits) {
      throw Problem.of(
              415,
              "unsupported-content-type",
              "Content-Type is not taken here",
              "Send the body with Content-Type: " + expected + ".")
          .asException();
    }
  }

  private boolean isContentType(String expected) {
    String given = http.getHeader("Content-Type");
    return given != null && given.split(";", 2)[0].strip().equalsIgnoreCase(expected);
  }

  private Credentials credentials() {
    String authorization = http.getHeader("Authorization");
    Optional<String> bearer =
        Optional.ofNullable(authorization)
            .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
            .map(value -> value.substring(7).strip());
    return new Credentials(bearer, cookie());
  }

  private Optional<String> cookie() {
    Cookie cookie = http.getCookie(SignInCookie.name(serving.settings().isSecure()));
    return Optional.ofNullable(cookie).map(Cookie::getValue);
  }

  private Request.Sender sender(Credentials credentials) {
    return new Request.Sender(address(), serving.settings().isSecure(), credentials.cookie());
  }

  /// Whether whoever asked is still signed in; blocking.
  boolean stillSignedIn() {
    return serving.workers().inTurn(() -> serving.gatekeeper().staysSignedIn(credentials()));
  }

  private String address() {
    String forwarded = http.getHeader("X-Forwarded-For");
    if (serving.settings().behindProxy() && forwarded != null) {
      return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }
    return http.remoteAddress() == null ? "unknown" : http.remoteAddress().hostAddress();
  }
}
