package org.hustings.telephony.twilio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Signatures as Twilio makes them: the examples that it publishes (twilio.com/docs/usage/webhooks/
/// webhooks-security, and the tests of its Java library), and that library as a judge.
class SignatureTest {
  private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
  private static final SortedMap<String, String> FIELDS =
      new TreeMap<>(
          Map.of(
              "CallSid", "CA1234567890ABCDE",
              "Caller", "+14158675309",
              "Digits", "1234",
              "From", "+14158675309",
              "To", "+18005551212"));

  private static boolean isGood(String url, Map<String, String> fields, String signature) {
    return Signature.isGood(List.of("12345"), url, new TreeMap<>(fields), signature);
  }

  @ParameterizedTest
  @CsvSource({
    "https://mycompany.com/myapp.php?foo=1&bar=2,      RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    "https://mycompany.com:1234/myapp.php?foo=1&bar=2, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    "http://mycompany.com:1234/myapp.php?foo=1&bar=2,  Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
    "https://mycompany.com/myapp.php?foo=1&bar=2,      kvajT1Ptam85bY51eRf/AJRuM3w=",
    "http://mycompany.com/myapp.php?foo=1&bar=2,       0ZXoZLH/DfblKGATFgpif+LLRf4="
  })
  void of_twilios_examples_are_good_with_and_without_a_port(String url, String signature) {
    assertThat(isGood(url, FIELDS, signature)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8",
        "NOTRSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "rsoydt4t1cutdk1pdd93/vvr8b8="
      })
  void that_are_not_the_very_same_are_bad(String signature) {
    assertThat(isGood(URL, FIELDS, signature)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://mycompany.com/myapp.php?foo=1&bar=3, Digits, 1234",
    "https://mycompany.com/myapp.php?foo=1,       Digits, 1234",
    "https://mycompany.org/myapp.php?foo=1&bar=2, Digits, 1234",
    "http://mycompany.com/myapp.php?foo=1&bar=2,  Digits, 1234",
    "https://mycompany.com/myapp.php?foo=1&bar=2, Digits, 1235",
    "https://mycompany.com/myapp.php?foo=1&bar=2, More,   1"
  })
  void are_bad_for_any_other_url_or_field(String url, String field, String value) {
    SortedMap<String, String> others = new TreeMap<>(FIELDS);
    others.put(field, value);
    assertThat(isGood(url, others, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")).isFalse();
  }

  @Test
  void of_a_former_token_are_good_while_it_is_kept() {
    String former = Signature.of("former", URL, FIELDS);
    assertThat(Signature.isGood(List.of("12345", "former"), URL, FIELDS, former)).isTrue();
    assertThat(Signature.isGood(List.of("12345"), URL, FIELDS, former)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://calls.example.org/twilio/leg/7/next?n=3",
        "https://calls.example.org:8443/twilio/leg/7/next?n=3",
        "http://calls.example.org/sub/twilio/call"
      })
  void of_ours_satisfy_twilios_own_library(String url) {
    Map<String, String> odd = Map.of("Größe", "a b&c=d", "Empty", "", "To", "+18005551212");
    String ours = Signature.of("12345", url, new TreeMap<>(odd));
    assertThat(new RequestValidator("12345").validate(url, odd, ours)).isTrue();
  }
}
