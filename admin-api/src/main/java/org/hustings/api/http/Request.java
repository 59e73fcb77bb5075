package org.hustings.api.http;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.account.Identity;
import org.hustings.core.account.SignInRegister.SignedIn;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A request as an operation sees it: who asks, and what the contract already found well-formed.
///
/// @param asker empty only for operations that are open to all
/// @param askedCampaign the campaign that an admin named, if they named one
/// @param parameters by name; strings, longs and booleans, as the contract types them
/// @param json the body; null if there is none
/// @param stream the body of an operation that takes a stream; empty otherwise
/// @param sender where the request comes from
public record Request(
    Optional<SignedIn> asker,
    Optional<CampaignId> askedCampaign,
    Map<String, Object> parameters,
    @Nullable JsonNode json,
    InputStream stream,
    Sender sender) {
  public Request {
    parameters = Map.copyOf(parameters);
    requireNonNull(stream, "stream");
    requireNonNull(sender, "sender");
  }

  public Identity identity() {
    return signedIn().identity();
  }

  public SignedIn signedIn() {
    return asker.orElseThrow(() -> new IllegalStateException("this operation is open to all"));
  }

  public CampaignId campaign() {
    return askedCampaign.orElseGet(() -> identity().campaign());
  }

  /// Who signs what is written into the history of a number: somebody of its campaign.
  ///
  /// @throws Problem.Refused if an admin of another campaign asks
  public UserId signer() {
    if (!campaign().equals(identity().campaign())) {
      throw Problem.of(
              409,
              "foreign-account",
              "Not an account of this campaign",
              "What changes a number's history is signed by somebody of its campaign. Sign in with"
                  + " an account of campaign "
                  + campaign()
                  + ".")
          .asException();
    }
    return identity().user();
  }

  /// A parameter that the contract requires.
  public String text(String name) {
    return (String) requireNonNull(parameters.get(name), name);
  }

  public Optional<String> textIfGiven(String name) {
    return Optional.ofNullable((String) parameters.get(name));
  }

  public long number(String name) {
    return (Long) requireNonNull(parameters.get(name), name);
  }

  public Optional<Long> numberIfGiven(String name) {
    return Optional.ofNullable((Long) parameters.get(name));
  }

  public boolean flag(String name) {
    return Boolean.TRUE.equals(parameters.get(name));
  }

  /// The version that an edit is based on (`If-Match`).
  public long ifMatch() {
    return Version.read(text("If-Match"))
        .orElseThrow(() ->
            Problem.of(
                    400,
                    "invalid-parameter",
                    "If-Match is not a version",
                    "Send the ETag of the last reply as it came, for example \"v3\".")
                .asException());
  }

  public JsonNode body() {
    return requireNonNull(json, "this operation has no body");
  }

  public <T> T body(Class<T> type) {
    return Json.into(body(), type);
  }

  /// Where a request comes from.
  ///
  /// @param address network address of the client
  /// @param secure whether it came by TLS, here or at a proxy
  /// @param cookie the sign-in cookie's value
  public record Sender(String address, boolean secure, Optional<String> cookie) {}
}
