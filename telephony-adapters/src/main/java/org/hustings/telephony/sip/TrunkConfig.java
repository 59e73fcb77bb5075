package org.hustings.telephony.sip;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.sip.call.Credentials;
import org.hustings.telephony.sip.stack.Transport;

/// A route to a carrier, as configured.
///
/// @param name for logs, metrics and stored attempts
/// @param address where the carrier takes calls
/// @param credentials for carriers that ask who we are; others know us by our address
/// @param identity whom called parties see
/// @param capacity what the carrier allows
/// @param sources further addresses that the carrier's messages come from, besides `address`
/// @param manners what else the carrier wants
public record TrunkConfig(
    String name,
    Address address,
    Optional<Credentials> credentials,
    Identity identity,
    Capacity capacity,
    List<Cidr> sources,
    Manners manners) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,39}");

  /// @param host an address or a name; a name is looked up here and nowhere else
  public record Address(String host, int port, Transport transport) {
    public Address {
      requireNonNull(transport, "transport");
      if (host.isBlank()) {
        throw new IllegalArgumentException(
            "a trunk has no address: set address to host:port, for example sip.example.org:5060");
      }
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException(
            "the port of a trunk is " + port + ", expected 1 to 65535, usually 5060");
      }
    }
  }

  /// Whom the carrier and the called party see.
  ///
  /// @param callerId presented where a project names none
  /// @param asserted whether it goes into P-Asserted-Identity, too (RFC 3325), as some carriers
  ///   want
  /// @param withheld whether it goes there alone, and the called party is not to see it (RFC 3323)
  /// @param diversion the number of ours for which the carrier lets us present others, where it
  ///   wants that in a Diversion header (RFC 5806)
  /// @param historyInfo the same, where it wants that in History-Info (RFC 7044)
  public record Identity(
      Optional<PhoneNumber> callerId,
      boolean asserted,
      boolean withheld,
      Optional<PhoneNumber> diversion,
      Optional<PhoneNumber> historyInfo) {
    /// Presented in From alone.
    public static Identity of(Optional<PhoneNumber> callerId) {
      return new Identity(callerId, false, false, Optional.empty(), Optional.empty());
    }
  }

  /// @param channels calls at once
  /// @param cps calls begun in a second
  /// @param priority lower ones are used first
  /// @param weight how calls are shared among trunks of one priority
  public record Capacity(int channels, int cps, int priority, int weight) {
    public Capacity {
      if (channels < 1 || cps < 1 || weight < 1) {
        throw new IllegalArgumentException(
            "a trunk has channels=%d, cps=%d, weight=%d, expected each to be 1 or more"
                .formatted(channels, cps, weight));
      }
    }

    public static Capacity of(int channels, int cps) {
      return new Capacity(channels, cps, 0, 1);
    }
  }

  public TrunkConfig {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a trunk's name is \""
              + name
              + "\", expected 1 to 40 letters, digits, dots, dashes or underscores");
    }
    requireNonNull(address, "address");
    requireNonNull(credentials, "credentials");
    requireNonNull(identity, "identity");
    requireNonNull(capacity, "capacity");
    sources = List.copyOf(sources);
    requireNonNull(manners, "manners");
    if (manners.secretMedia() && address.transport() != Transport.TLS) {
      throw new IllegalArgumentException(
          "trunk " + name + " is to have SRTP, whose keys SIP tells: set its transport to tls");
    }
    if (manners.registers().isPresent() && credentials.isEmpty()) {
      throw new IllegalArgumentException(
          "trunk " + name + " is to register, which needs a user and a password");
    }
  }

  /// A trunk that knows us by our address, with both codecs.
  public static TrunkConfig of(String name, Address address, Capacity capacity) {
    return new TrunkConfig(
        name,
        address,
        Optional.empty(),
        Identity.of(Optional.empty()),
        capacity,
        List.of(),
        Manners.usual());
  }

  public TrunkConfig withCredentials(Credentials other) {
    return new TrunkConfig(name, address, Optional.of(other), identity, capacity, sources, manners);
  }

  public TrunkConfig withIdentity(Identity other) {
    return new TrunkConfig(name, address, credentials, other, capacity, sources, manners);
  }

  public TrunkConfig withSources(List<Cidr> other) {
    return new TrunkConfig(name, address, credentials, identity, capacity, other, manners);
  }

  public TrunkConfig with(Manners other) {
    return new TrunkConfig(name, address, credentials, identity, capacity, sources, other);
  }
}
