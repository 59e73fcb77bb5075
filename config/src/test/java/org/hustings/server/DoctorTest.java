package org.hustings.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hustings.server.Commands.Ran;
import org.hustings.telephony.sip.AnsweringCarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final int TO_MEND = 5;

  @TempDir private Path directory;

  private Ran doctor(String settings) throws IOException {
    Path file = Files.writeString(directory.resolve("hustings.yaml"), settings);
    return Commands.run("doctor", "--config", file.toString());
  }

  @Test
  void finds_a_trunk_well_that_answers_and_takes_our_password() throws IOException {
    try (AnsweringCarrier carrier = AnsweringCarrier.friendly()) {
      Ran ran = doctor(trunk(carrier.port()));
      assertThat(ran.exitCode()).isZero();
      assertThat(ran.out())
          .contains(
              "well  Trunk main: it answers OPTIONS (SIP 200).",
              "well  Trunk main: it takes our user and password")
          .doesNotContain("MEND", "sesame");
    }
  }

  @Test
  void says_what_to_mend_where_no_carrier_is() throws IOException {
    int nobody;
    try (AnsweringCarrier gone = AnsweringCarrier.friendly()) {
      nobody = gone.port();
    }
    Ran ran = doctor("sip: {trunks: [{name: main, address: '127.0.0.1:%d'}]}".formatted(nobody));
    assertThat(ran.exitCode()).isEqualTo(TO_MEND);
    assertThat(ran.out()).contains("MEND  Trunk main: it ");
  }

  private static String trunk(int port) {
    return """
    sip: {trunks: [{name: main, address: '127.0.0.1:%d', user: hustings, password: sesame,
      register: 5m}]}
    """
        .formatted(port);
  }

  @Test
  void says_that_there_is_no_trunk_at_all() throws IOException {
    Ran ran = doctor("log: {format: text}");
    assertThat(ran.exitCode()).isEqualTo(TO_MEND);
    assertThat(ran.out()).startsWith("MEND  There is no trunk");
  }

  @Test
  void says_what_to_mend_where_neither_twilio_nor_the_webhooks_are_reached() throws IOException {
    int nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = free.getLocalPort();
    }
    Ran ran =
        doctor(
            """
            twilio: {account-sid: AC000000000000000000000000000000aa, auth-token: sesame,
              caller-id: "+19195550140", public-url: "http://127.0.0.1:%d",
              api: "http://127.0.0.1:%d"}
            """
                .formatted(nobody, nobody));
    assertThat(ran.exitCode()).isEqualTo(TO_MEND);
    assertThat(ran.out())
        .contains("MEND  Twilio: Twilio's API cannot be reached", "MEND  Twilio: Nobody answers")
        .doesNotContain("sesame");
  }
}
