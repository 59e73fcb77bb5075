package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipUri;
import org.junit.jupiter.api.Test;

/// Digest against the examples of RFC 2617 section 3.5 and RFC 7616 section 3.9.1.
class DigestTest {
  private static final SipUri URI =
      new SipUri(
          "/dir/index.html", Optional.empty(), "", OptionalInt.empty(), Optional.empty(), false);
  private static final SipRequest GET =
      new SipRequest(
          "GET",
          URI,
          new Head(
              "c",
              Party.of(URI),
              Party.of(URI),
              1,
              Optional.empty(),
              List.of(),
              List.of(),
              Optional.empty()));

  @Test
  void rfc_2617_example_with_md5() {
    String challenge =
        "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
            + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
            + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
    assertThat(
            Digest.choose(List.of(challenge))
                .orElseThrow()
                .authorization(new Credentials("Mufasa", "Circle Of Life"), GET, "0a4f113b", 1))
        .contains("response=\"6629fae49393a05397450978507c4ef1\"")
        .contains("opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");
  }

  @Test
  void rfc_7616_example_with_sha_256() {
    String challenge =
        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256,"
            + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
            + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    assertThat(
            Digest.choose(List.of(challenge))
                .orElseThrow()
                .authorization(
                    new Credentials("Mufasa", "Circle of Life"),
                    GET,
                    "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                    1))
        .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
  }

  @Test
  void the_first_challenge_that_we_can_meet_is_taken() {
    List<String> challenges =
        List.of(
            "Basic realm=\"x\"",
            "Digest realm=\"x\", nonce=\"n\", algorithm=SHA-512-256",
            "Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\"",
            "Digest realm=\"taken\", nonce=\"n\", algorithm=SHA-256, qop=auth",
            "Digest realm=\"x\", nonce=\"n\", algorithm=MD5");
    assertThat(Digest.choose(challenges)).map(Digest::realm).contains("taken");
    assertThat(Digest.choose(List.of("Digest", "", "Digest realm"))).isEmpty();
  }
}
