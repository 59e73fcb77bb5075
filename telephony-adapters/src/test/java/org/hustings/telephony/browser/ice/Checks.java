package org.hustings.telephony.browser.ice;

import org.hustings.telephony.browser.stun.StunAttribute;
import org.hustings.telephony.browser.stun.StunMessage;
import org.hustings.telephony.browser.stun.StunWriter;

/// Checks as a browser sends them.
public final class Checks {
  private Checks() {}

  static StunMessage of(IceCredentials server, IceCredentials browser, StunAttribute... more) {
    return StunMessage.read(octets(server, browser, server.password(), more)).orElseThrow();
  }

  public static byte[] octets(
      IceCredentials server, IceCredentials browser, String password, StunAttribute... more) {
    StunWriter writer =
        StunWriter.bindingRequest(new byte[12])
            .with(StunAttribute.USERNAME, server.fragment() + ":" + browser.fragment())
            .with(StunAttribute.PRIORITY, new byte[] {0x6e, 0, 1, (byte) 0xff});
    for (StunAttribute attribute : more) {
      boolean role =
          attribute == StunAttribute.ICE_CONTROLLING || attribute == StunAttribute.ICE_CONTROLLED;
      writer.with(attribute, new byte[role ? 8 : 0]);
    }
    return writer.signedWith(password);
  }
}
