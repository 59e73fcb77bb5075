package org.hustings.telephony.twilio;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.twilio.rest.Region;

/// One Twilio account, as configured.
///
/// @param name for logs, metrics and stored attempts, beside the names of trunks
/// @param accountSid `AC…`
/// @param callerId presented where a project names none
/// @param capacity what the account allows
/// @param webhooks the public URL that Twilio reaches our webhooks at, without a slash at its end;
///   exactly what Twilio sees, since signatures are made of it
/// @param limits what bounds the legs
/// @param browsers how volunteers' browsers come in; empty if they do not
public record TwilioConfig(
    String name,
    String accountSid,
    Optional<PhoneNumber> callerId,
    Capacity capacity,
    URI webhooks,
    Limits limits,
    Optional<Browsers> browsers) {
  private static final Pattern SID = Pattern.compile("AC[0-9a-fA-F]{32}");
  private static final Pattern APPLICATION = Pattern.compile("AP[0-9a-fA-F]{32}");

  /// @param channels calls at once
  /// @param cps calls created in a second; Twilio's default is 1
  public record Capacity(int channels, int cps) {
    public Capacity {
      if (channels < 1 || cps < 1) {
        throw new IllegalArgumentException(
            "Twilio has channels=%d, cps=%d, expected each to be 1 or more"
                .formatted(channels, cps));
      }
    }
  }

  /// @param offerFor for how long a caller waits for the engine's decision
  /// @param lookFor for how long a call is looked for whose order had no answer
  /// @param recheckDialing how often a leg that is not up is compared with Twilio's books
  /// @param recheckUp how often one that is up is
  public record Limits(
      Duration offerFor, Duration lookFor, Duration recheckDialing, Duration recheckUp) {
    public static Limits usual() {
      return new Limits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(35),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));
    }
  }

  /// @param applicationSid `AP…`: the TwiML application whose voice URL is our webhook
  /// @param region where the account's data lives, for example `ie1`
  /// @param edge where browsers go in, for example `dublin`
  /// @param tokenFor how long a token is good for
  /// @param arriveWithin for how long a browser with its token is waited for
  public record Browsers(
      String applicationSid,
      Optional<String> region,
      Optional<String> edge,
      Duration tokenFor,
      Duration arriveWithin) {
    private static final Duration TOKEN_FOR = Duration.ofMinutes(5);
    private static final Duration ARRIVE_WITHIN = Duration.ofSeconds(30);

    public Browsers {
      if (!APPLICATION.matcher(applicationSid).matches()) {
        throw new IllegalArgumentException(
            "a TwiML application's SID is AP and 32 hexadecimal digits, got \""
                + applicationSid
                + "\"");
      }
    }

    public static Browsers of(String applicationSid, Region at) {
      return new Browsers(applicationSid, at.region(), at.edge(), TOKEN_FOR, ARRIVE_WITHIN);
    }
  }

  /// Without browsers.
  public TwilioConfig(
      String name,
      String accountSid,
      Optional<PhoneNumber> callerId,
      Capacity capacity,
      URI webhooks,
      Limits limits) {
    this(name, accountSid, callerId, capacity, webhooks, limits, Optional.empty());
  }

  public TwilioConfig with(Browsers some) {
    return new TwilioConfig(
        name, accountSid, callerId, capacity, webhooks, limits, Optional.of(some));
  }

  public TwilioConfig {
    requireNonNull(name, "name");
    requireNonNull(callerId, "callerId");
    requireNonNull(capacity, "capacity");
    requireNonNull(limits, "limits");
    requireNonNull(browsers, "browsers");
    if (!SID.matcher(accountSid).matches()) {
      throw new IllegalArgumentException(
          "a Twilio account SID is AC and 32 hexadecimal digits, got \"" + accountSid + "\"");
    }
    if (webhooks.getHost() == null || webhooks.toString().endsWith("/")) {
      throw new IllegalArgumentException(
          "the webhooks' public URL is "
              + webhooks
              + ", expected one such as https://calls.example.org/twilio");
    }
  }
}
