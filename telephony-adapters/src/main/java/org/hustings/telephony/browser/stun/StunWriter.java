package org.hustings.telephony.browser.stun;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes one STUN message, attribute by attribute; signature and fingerprint come last.
public final class StunWriter {
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;

  private final int type;
  private final byte[] transaction;
  private final ByteArrayOutputStream attributes = new ByteArrayOutputStream(96);

  private StunWriter(int type, byte[] transaction) {
    if (transaction.length != 12) {
      throw new IllegalArgumentException(
          "transaction has " + transaction.length + " octets, expected 12");
    }
    this.type = type;
    this.transaction = transaction.clone();
  }

  public static StunWriter bindingRequest(byte[] transaction) {
    return new StunWriter(0x0001, transaction);
  }

  public static StunWriter bindingSuccess(byte[] transaction) {
    return new StunWriter(0x0101, transaction);
  }

  /// @param code 300 to 699
  public static StunWriter bindingError(byte[] transaction, int code, String reason) {
    StunWriter writer = new StunWriter(0x0111, transaction);
    byte[] phrase = reason.getBytes(StandardCharsets.UTF_8);
    ByteBuffer value = ByteBuffer.allocate(4 + phrase.length);
    value.put(2, (byte) (code / 100)).put(3, (byte) (code % 100)).put(4, phrase);
    return writer.with(StunAttribute.ERROR_CODE, value.array());
  }

  public StunWriter with(StunAttribute attribute, byte[] value) {
    put(attribute, value);
    return this;
  }

  public StunWriter with(StunAttribute attribute, String value) {
    return with(attribute, value.getBytes(StandardCharsets.UTF_8));
  }

  /// XOR-MAPPED-ADDRESS (RFC 8489 section 14.2).
  public StunWriter withMapped(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    byte[] octets = host.getAddress();
    byte[] mask = ByteBuffer.allocate(16).putInt(StunMessage.COOKIE).put(transaction).array();
    ByteBuffer value = ByteBuffer.allocate(4 + octets.length);
    value.put(1, (byte) (octets.length == 4 ? IPV4 : IPV6));
    value.putShort(2, (short) (address.getPort() ^ (StunMessage.COOKIE >>> 16)));
    for (int i = 0; i < octets.length; i++) {
      value.put(4 + i, (byte) (octets[i] ^ mask[i]));
    }
    return with(StunAttribute.XOR_MAPPED_ADDRESS, value.array());
  }

  /// Signs what is there, and closes with a FINGERPRINT.
  public byte[] signedWith(String password) {
    byte[] unsigned = message(0);
    put(StunAttribute.MESSAGE_INTEGRITY, Signature.of(unsigned, unsigned.length, password));
    return fingerprinted();
  }

  private byte[] fingerprinted() {
    byte[] before = message(8);
    int crc = StunMessage.fingerprint(before, before.length);
    put(StunAttribute.FINGERPRINT, ByteBuffer.allocate(4).putInt(crc).array());
    return message(0);
  }

  private void put(StunAttribute attribute, byte[] value) {
    ByteBuffer head = ByteBuffer.allocate(4);
    head.putShort((short) attribute.code()).putShort((short) value.length);
    attributes.writeBytes(head.array());
    attributes.writeBytes(value);
    attributes.writeBytes(new byte[(4 - value.length % 4) % 4]);
  }

  /// @param toCome octets of attributes that the length must count already
  private byte[] message(int toCome) {
    return ByteBuffer.allocate(StunMessage.HEADER + attributes.size())
        .putShort((short) type)
        .putShort((short) (attributes.size() + toCome))
        .putInt(StunMessage.COOKIE)
        .put(transaction)
        .put(attributes.toByteArray())
        .array();
  }
}
