package org.hustings.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hustings.server.Commands.Ran;
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
  void finds_a_trunk_whose_name_has_an_address_well() throws IOException {
    Ran ran = doctor("sip: {trunks: [{name: main, address: '127.0.0.1:5060'}]}");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).startsWith("well  Trunk main");
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
