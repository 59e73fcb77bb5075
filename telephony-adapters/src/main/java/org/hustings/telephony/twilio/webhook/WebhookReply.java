package org.hustings.telephony.twilio.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Our answer. Immutable.
public final class WebhookReply {
  private static final byte[] NOTHING = new byte[0];

  private final int status;
  private final String contentType;
  private final byte[] content;

  private WebhookReply(int status, String contentType, byte[] content) {
    this.status = status;
    this.contentType = contentType;
    this.content = content;
  }

  public static WebhookReply twiml(String document) {
    return new WebhookReply(200, "text/xml; charset=utf-8", document.getBytes(UTF_8));
  }

  public static WebhookReply sound(byte[] wav) {
    return new WebhookReply(200, "audio/wav", wav.clone());
  }

  /// Taken note of.
  public static WebhookReply noted() {
    return new WebhookReply(204, "", NOTHING);
  }

  /// Not Twilio's, or nothing that we know.
  public static WebhookReply refused(int status) {
    return new WebhookReply(status, "", NOTHING);
  }

  public int status() {
    return status;
  }

  /// Empty if there is no content.
  public String contentType() {
    return contentType;
  }

  /// A copy of the content.
  public byte[] content() {
    return content.clone();
  }

  /// The content as text.
  public String text() {
    return new String(content, UTF_8);
  }
}
