package org.hustings.telephony.twilio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
  @Test
  void decodes_names_and_values() {
    assertThat(Form.parse("From=%2B1919&a+b=c%26d&Empty=&bare").orElseThrow().fields())
        .isEqualTo(Map.of("From", "+1919", "a b", "c&d", "Empty", "", "bare", ""));
    assertThat(Form.parse("")).contains(Form.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1&a=2", "a=%zz", "a=%4"})
  void takes_nothing_ambiguous(String text) {
    assertThat(Form.parse(text)).isEmpty();
  }

  @Test
  void takes_no_more_fields_than_anybody_sends() {
    String many =
        IntStream.range(0, 301).mapToObj(i -> "f" + i + "=1").collect(Collectors.joining("&"));
    assertThat(Form.parse(many)).isEmpty();
  }

  @Test
  void reads_numbers_that_are_numbers() {
    Form form = Form.parse("n=12&long=1234567890&minus=-1").orElseThrow();
    assertThat(form.number("n")).contains(12);
    assertThat(form.number("long")).isEmpty();
    assertThat(form.number("minus")).isEmpty();
    assertThat(form.toString()).doesNotContain("12");
  }
}
