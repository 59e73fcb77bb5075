package org.hustings.telephony.browser.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/// One STUN message as it was received. That it could be read says only that it is well-formed;
/// [#isSignedWith] says whether whoever sent it knows the password.
public final class StunMessage {
  /// What kind of message it is (RFC 8489 section 5).
  public enum Kind {
    REQUEST,
    INDICATION,
    SUCCESS,
    ERROR
  }

  public static final int BINDING = 0x001;

  static final int COOKIE = 0x2112A442;
  static final int HEADER = 20;
  static final int FINGERPRINT_XOR = 0x5354554E;
  private static final int MOST_ATTRIBUTES = 32;
  private static final int CRC_OCTETS = 8;

  /// @param at offset of its value in the message
  private record Attribute(int type, int at, int length) {}

  private final byte[] octets;
  private final List<Attribute> attributes;

  private StunMessage(byte[] octets, List<Attribute> attributes) {
    this.octets = octets;
    this.attributes = attributes;
  }

  /// Whether a datagram can only be STUN among what shares a port with it (RFC 7983 section 7).
  public static boolean looksLikeStun(ByteBuffer datagram) {
    return datagram.remaining() >= HEADER
        && (datagram.get(datagram.position()) & 0xFC) == 0
        && datagram.getInt(datagram.position() + 4) == COOKIE;
  }

  /// Reads a datagram strictly: its length, each attribute's bounds, and the FINGERPRINT, if there
  /// is one, must be right and the last.
  public static Optional<StunMessage> read(byte[] octets) {
    ByteBuffer view = ByteBuffer.wrap(octets);
    if (!looksLikeStun(view)
        || octets.length % 4 != 0
        || Short.toUnsignedInt(view.getShort(2)) != octets.length - HEADER) {
      return Optional.empty();
    }
    List<Attribute> found = new ArrayList<>();
    int at = HEADER;
    while (at < octets.length) {
      int type = Short.toUnsignedInt(view.getShort(at));
      int length = Short.toUnsignedInt(view.getShort(at + 2));
      int next = at + 4 + (length + 3) / 4 * 4;
      if (next > octets.length || found.size() == MOST_ATTRIBUTES) {
        return Optional.empty();
      }
      found.add(new Attribute(type, at + 4, length));
      at = next;
    }
    StunMessage message = new StunMessage(octets.clone(), List.copyOf(found));
    return message.fingerprintIsRight() ? Optional.of(message) : Optional.empty();
  }

  public Kind kind() {
    int type = view().getShort(0);
    return switch (type & 0x0110) {
      case 0x0000 -> Kind.REQUEST;
      case 0x0010 -> Kind.INDICATION;
      case 0x0100 -> Kind.SUCCESS;
      default -> Kind.ERROR;
    };
  }

  public int method() {
    int type = view().getShort(0);
    return (type & 0x000F) | ((type & 0x00E0) >> 1) | ((type & 0x3E00) >> 2);
  }

  /// 96 bits.
  public byte[] transaction() {
    return Arrays.copyOfRange(octets, 8, HEADER);
  }

  public boolean has(StunAttribute type) {
    return find(type).isPresent();
  }

  public Optional<byte[]> value(StunAttribute type) {
    return find(type)
        .map(found -> Arrays.copyOfRange(octets, found.at(), found.at() + found.length()));
  }

  public Optional<String> text(StunAttribute type) {
    return value(type).map(value -> new String(value, StandardCharsets.UTF_8));
  }

  /// Types of attributes that must be understood and that we do not know (RFC 8489 section 14).
  public List<Integer> notUnderstood() {
    return attributes.stream()
        .map(Attribute::type)
        .filter(type -> type < 0x8000 && !StunAttribute.isKnown(type))
        .distinct()
        .toList();
  }

  /// Whether MESSAGE-INTEGRITY is there, is right for this password, and covers the message but for
  /// the FINGERPRINT. Takes the same time whatever is wrong.
  public boolean isSignedWith(String password) {
    Optional<Attribute> integrity = find(StunAttribute.MESSAGE_INTEGRITY);
    if (integrity.isEmpty() || integrity.get().length() != Signature.OCTETS) {
      return false;
    }
    int start = integrity.get().at() - 4;
    int end = integrity.get().at() + Signature.OCTETS;
    boolean covered =
        end == octets.length || (end == octets.length - CRC_OCTETS && hasFingerprint());
    byte[] expected = Signature.of(octets, start, password);
    byte[] given = Arrays.copyOfRange(octets, integrity.get().at(), end);
    return MessageDigest.isEqual(expected, given) && covered;
  }

  public boolean hasFingerprint() {
    return has(StunAttribute.FINGERPRINT);
  }

  private boolean fingerprintIsRight() {
    Optional<Attribute> fingerprint = find(StunAttribute.FINGERPRINT);
    if (fingerprint.isEmpty()) {
      return true;
    }
    int start = fingerprint.get().at() - 4;
    return fingerprint.get().length() == 4
        && start + CRC_OCTETS == octets.length
        && view().getInt(start + 4) == fingerprint(octets, start);
  }

  /// RFC 8489 section 14.7.
  static int fingerprint(byte[] message, int length) {
    CRC32 crc = new CRC32();
    crc.update(message, 0, length);
    return (int) crc.getValue() ^ FINGERPRINT_XOR;
  }

  private Optional<Attribute> find(StunAttribute type) {
    return attributes.stream().filter(found -> found.type() == type.code()).findFirst();
  }

  private ByteBuffer view() {
    return ByteBuffer.wrap(octets);
  }
}
