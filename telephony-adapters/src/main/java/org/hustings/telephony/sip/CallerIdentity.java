package org.hustings.telephony.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.SipUri;

/// How we name ourselves to a carrier, and what of it the called party is to see.
///
/// @param shown the number of the order, or the trunk's own
/// @param host where our numbers are at home, as URIs say it
record CallerIdentity(TrunkConfig.Identity wanted, Optional<PhoneNumber> shown, String host) {
  /// How a caller without a number is named (RFC 3323 section 4.1.1.3).
  private static final SipUri ANONYMOUS = SipUri.of("anonymous", "anonymous.invalid");

  static CallerIdentity of(
      TrunkConfig.Identity wanted, Optional<PhoneNumber> ofTheOrder, String host) {
    return new CallerIdentity(wanted, ofTheOrder.or(wanted::callerId), host);
  }

  Party from() {
    return Party.of(shown.filter(_ -> !wanted.withheld()).map(this::uri).orElse(ANONYMOUS));
  }

  /// @param called the Request-URI
  List<Header> headers(SipUri called) {
    List<Header> headers = new ArrayList<>();
    if (wanted.asserted() || wanted.withheld()) {
      shown.ifPresent(number -> headers.add(new Header("P-Asserted-Identity", address(number))));
    }
    if (wanted.withheld()) {
      headers.add(new Header("Privacy", "id"));
    }
    wanted
        .diversion()
        .ifPresent(number ->
            headers.add(
                new Header(
                    "Diversion", address(number) + ";reason=unconditional;counter=1;privacy=off")));
    wanted.historyInfo().ifPresent(number -> headers.addAll(history(number, called)));
    return headers;
  }

  /// The call went to our number, which sent it on (RFC 7044 section 5; 302 is "unconditionally",
  /// RFC 4458).
  private List<Header> history(PhoneNumber number, SipUri called) {
    return List.of(
        new Header("Supported", "histinfo"),
        new Header(
            "History-Info",
            address(number) + ";index=1, <" + called.text() + ";cause=302>;index=1.1;mp=1"));
  }

  private String address(PhoneNumber number) {
    return "<" + uri(number).text() + ">";
  }

  private SipUri uri(PhoneNumber number) {
    return SipUri.of(number.e164(), host);
  }
}
