package org.hustings.telephony.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "version 4, 192.0.2.1, 192.0.2.1",
    "the loopback, 0:0:0:0:0:0:0:1, ::1",
    "nothing but zeros, 0:0:0:0:0:0:0:0, ::",
    "4.1 leading zeros, 2001:0db8::0001, 2001:db8::1",
    "4.2.2 one group of zeros stays, 2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "4.2.3 the longest run, 2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "4.2.3 of two as long the first, 2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "4.3 lower case, 2001:DB8::ABCD, 2001:db8::abcd",
    "at the end, 2001:db8:1:2:0:0:0:0, 2001:db8:1:2::",
    "a zone is ours alone, fe80::1%1, fe80::1",
  })
  void rfc5952_an_address_is_written_in_one_way(String label, String given, String written) {
    assertThat(AddressText.of(InetAddress.ofLiteral(given))).as(label).isEqualTo(written);
  }
}
