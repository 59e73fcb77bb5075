package org.hustings.telephony.browser.ice;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.random.RandomGenerator;
import org.hustings.telephony.browser.stun.StunAttribute;
import org.hustings.telephony.browser.stun.StunMessage;
import org.hustings.telephony.browser.stun.StunWriter;
import org.jspecify.annotations.Nullable;

/// The lite agent of one leg: answers the browser's checks and knows from them where the browser
/// is, whether it still wants to hear us (RFC 7675), and where to send.
///
/// A lite agent never checks by itself, so consent is what the browser's own checks give: a full
/// agent repeats them for as long as it lives. One that proves to know the password renews it.
/// Belongs to one thread.
public final class IceLite {
  /// RFC 7675 section 5.1.
  public static final Duration CONSENT_LASTS = Duration.ofSeconds(30);

  /// More addresses than a browser can have in earnest.
  private static final int MOST_SOURCES = 16;

  /// What one check led to.
  public sealed interface Verdict {
    /// @param response for whoever asked
    /// @param moved media go to another address from now on
    record Answered(ByteBuffer response, boolean moved) implements Verdict {}

    /// An error response; nothing else changes.
    record Refused(ByteBuffer response) implements Verdict {}

    /// No answer: it is not for us, or not from whom it says.
    record Dropped(Why why) implements Verdict {}
  }

  public enum Why {
    NOT_A_CHECK,
    OTHER_USER,
    WRONG_SIGNATURE,
    TOO_MANY_ADDRESSES
  }

  private final RandomGenerator random;
  private final SequencedSet<InetSocketAddress> sources = new LinkedHashSet<>();
  private final List<InetSocketAddress> forgotten = new ArrayList<>();
  private IceCredentials ours;
  private IceCredentials theirs;
  private @Nullable IceCredentials formerOurs;
  private @Nullable InetSocketAddress selected;
  private long heardAt;

  /// @param theirs of the browser's offer
  /// @param now steady time, ns
  public IceLite(IceCredentials theirs, RandomGenerator random, long now) {
    this.random = random;
    this.theirs = theirs;
    this.ours = IceCredentials.mint(random);
    this.heardAt = now;
  }

  public IceCredentials ours() {
    return ours;
  }

  /// Whether these are the browser's present credentials.
  public boolean isOf(IceCredentials credentials) {
    return theirs.equals(credentials);
  }

  /// Restarts (RFC 8445 section 9): new credentials on both sides. Media keep their way, and our
  /// former credentials are taken, until a check with the new ones has chosen another.
  ///
  /// @return our new ones
  public IceCredentials restart(IceCredentials newTheirs) {
    formerOurs = ours;
    ours = IceCredentials.mint(random);
    theirs = newTheirs;
    return ours;
  }

  /// Takes a check.
  ///
  /// @param now steady time, ns
  public Verdict check(StunMessage message, InetSocketAddress source, long now) {
    if (message.kind() != StunMessage.Kind.REQUEST || message.method() != StunMessage.BINDING) {
      return new Verdict.Dropped(Why.NOT_A_CHECK);
    }
    Optional<IceCredentials> asked = askedFor(message);
    if (asked.isEmpty()) {
      return new Verdict.Dropped(Why.OTHER_USER);
    }
    String password = asked.get().password();
    if (!message.isSignedWith(password)) {
      return new Verdict.Dropped(Why.WRONG_SIGNATURE);
    }
    if (!message.notUnderstood().isEmpty()) {
      return new Verdict.Refused(ByteBuffer.wrap(unknown(message).signedWith(password)));
    }
    if (message.has(StunAttribute.ICE_CONTROLLED)) {
      // A lite agent is always the controlled one; only the other side can give way (section
      // 7.3.1.1).
      byte[] conflict =
          StunWriter.bindingError(message.transaction(), 487, "Role Conflict").signedWith(password);
      return new Verdict.Refused(ByteBuffer.wrap(conflict));
    }
    return answer(message, source, asked.get(), now);
  }

  private Verdict answer(
      StunMessage message, InetSocketAddress source, IceCredentials asked, long now) {
    if (!sources.contains(source) && sources.size() == MOST_SOURCES && !forgetOne()) {
      return new Verdict.Dropped(Why.TOO_MANY_ADDRESSES);
    }
    sources.add(source);
    heardAt = now;
    boolean chosen = message.has(StunAttribute.USE_CANDIDATE) && asked.equals(ours);
    boolean moved = chosen && !source.equals(selected);
    if (chosen) {
      selected = source;
      formerOurs = null;
    }
    byte[] response =
        StunWriter.bindingSuccess(message.transaction())
            .withMapped(source)
            .signedWith(asked.password());
    return new Verdict.Answered(ByteBuffer.wrap(response), moved);
  }

  /// Makes room for a new address: a browser that changes networks for hours must not be shut out.
  private boolean forgetOne() {
    Optional<InetSocketAddress> oldest =
        sources.stream().filter(known -> !known.equals(selected)).findFirst();
    oldest.ifPresent(address -> {
      sources.remove(address);
      forgotten.add(address);
    });
    return oldest.isPresent();
  }

  /// Whom the user name means: `ours:theirs` (RFC 8445 section 7.2.2). During a restart the former
  /// ones are known, too.
  private Optional<IceCredentials> askedFor(StunMessage message) {
    String user = message.text(StunAttribute.USERNAME).orElse("");
    String fragment = fragmentOf(user);
    if (fragment.equals(ours.fragment())) {
      boolean both = user.equals(ours.fragment() + ":" + theirs.fragment());
      return both ? Optional.of(ours) : Optional.empty();
    }
    return Optional.ofNullable(formerOurs).filter(former -> fragment.equals(former.fragment()));
  }

  /// The part of a check's user name that tells legs apart; empty if it has none.
  public static String fragmentOf(String user) {
    int colon = user.indexOf(':');
    return colon < 0 ? "" : user.substring(0, colon);
  }

  private static StunWriter unknown(StunMessage message) {
    List<Integer> types = message.notUnderstood();
    ByteBuffer value = ByteBuffer.allocate(2 * types.size());
    types.forEach(type -> value.putShort(type.shortValue()));
    return StunWriter.bindingError(message.transaction(), 420, "Unknown Attribute")
        .with(StunAttribute.UNKNOWN_ATTRIBUTES, value.array());
  }

  /// Where to send: what the browser chose; null before.
  public @Nullable InetSocketAddress selected() {
    return selected;
  }

  /// Addresses that proved to be the browser's.
  public SequencedSet<InetSocketAddress> sources() {
    return sources;
  }

  /// Addresses that made room for others since this was asked last.
  public List<InetSocketAddress> takeForgotten() {
    List<InetSocketAddress> taken = List.copyOf(forgotten);
    forgotten.clear();
    return taken;
  }

  /// Steady time, ns, of the last proof that the browser is there.
  public long heardAt() {
    return heardAt;
  }

  /// Whether we may still send (RFC 7675).
  public boolean hasConsent(long now) {
    return now - heardAt < CONSENT_LASTS.toNanos();
  }
}
