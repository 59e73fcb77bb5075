package org.hustings.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
  @TempDir Path directory;

  @Test
  void the_reference_alone_gives_a_server_on_loopback_with_its_own_database() throws BadSettings {
    Settings settings = read(Map.of(), "");
    assertThat(settings.http().listen()).isEqualTo(new HostPort("127.0.0.1", 8080));
    assertThat(settings.database().isEmbedded()).isTrue();
    assertThat(settings.engine().previewLease()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.sip().trunks()).isEmpty();
  }

  @Test
  void a_file_needs_only_what_differs() throws BadSettings {
    Settings settings =
        read(
            Map.of(),
            """
            database: {url: "jdbc:postgresql://db/hustings", pool: 40}
            sip:
              trunks:
                - {name: main, address: "sip.example.com:5060", user: u, password: p, channels: 20}
            log: {format: json}
            """);
    assertThat(settings.database().pool()).isEqualTo(40);
    assertThat(settings.database().application()).isEqualTo("hustings_app");
    assertThat(settings.sip().trunks())
        .singleElement()
        .satisfies(trunk -> {
          assertThat(trunk.address()).isEqualTo(new HostPort("sip.example.com", 5060));
          assertThat(trunk.channels()).isEqualTo(20);
          assertThat(trunk.cps()).isNull();
        });
    assertThat(settings.log().format()).isEqualTo(Settings.Log.Format.JSON);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no trunk                   |                                                                    |
          one                        | {name: a, address: 'h:1', caller-id: '+19195550140'}               | +19195550140
          one that leaves it         | {name: a, address: 'h:1'}                                          |
          two with the same          | {name: a, address: 'h:1', caller-id: '+19195550140'}, {name: b, address: 'i:1', caller-id: '+19195550140'} | +19195550140
          two that differ            | {name: a, address: 'h:1', caller-id: '+19195550140'}, {name: b, address: 'i:1', caller-id: '+19195550141'} |
          one of two that leaves it  | {name: a, address: 'h:1', caller-id: '+19195550140'}, {name: b, address: 'i:1'} |
          """)
  void what_voters_see_is_known_if_every_way_shows_the_same(
      String name, @Nullable String trunks, @Nullable String callerId) throws BadSettings {
    Settings settings =
        read(Map.of(), "sip: {trunks: [%s]}".formatted(Objects.toString(trunks, "")));

    assertThat(settings.callerId()).isEqualTo(Optional.ofNullable(callerId));
  }

  @Test
  void the_environment_overrides_the_file() throws BadSettings {
    Settings settings =
        read(
            Map.of(
                "HUSTINGS_HTTP_PUBLIC_URL",
                "https://calls.example.org",
                "HUSTINGS_DATABASE_POOL",
                "7",
                "PATH",
                "/bin"),
            "database: {pool: 40}");
    assertThat(settings.database().pool()).isEqualTo(7);
    assertThat(settings.http().publicUrl()).isEqualTo("https://calls.example.org");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an unknown key                 | databse: {pool: 3}                            | there is no setting databse
          a key that is nearly right     | http: {public_url: x}                         | Did you mean public-url?
          an unknown key of a group      | database: {ports: 3}                          | there is no setting database.ports. database has: url
          an unknown key of a trunk      | sip: {trunks: [{name: a, address: 'h:1', x: 1}]} | sip.trunks[1].x: there is no such setting
          a wrong type                   | database: {pool: many}                        | database.pool
          an address without a port      | http: {listen: localhost}                     | http.listen: expected host:port
          a port too high                | http: {listen: 'localhost:70000'}             | http.listen: expected host:port with a port
          a duration without a unit      | engine: {heartbeat: 15}                       | engine.heartbeat: expected a duration such as 15s
          a value where a group belongs  | database: postgres                            | database must be a group of keys
          no YAML at all                 | 'database: [unclosed'                         | this is not YAML
          a trunk without an address     | sip: {trunks: [{name: main}]}                 | sip.trunks[1].address: a trunk needs the address
          a trunk without a name         | sip: {trunks: [{address: 'h:5060'}]}          | sip.trunks[1].name: a trunk needs a name
          a user without a password      | sip: {trunks: [{name: a, address: 'h:1', user: u}]} | user and password go together
          two trunks of one name         | sip: {trunks: [{name: a, address: 'h:1'}, {name: a, address: 'h:2'}]} | there are two trunks called a
          tls without its port           | sip: {trunks: [{name: a, address: 'h:1', transport: tls}]} | sip.tls-port must say
          an unknown transport           | sip: {trunks: [{name: a, address: 'h:1', transport: sctp}]} | expected udp, tcp or tls, got sctp
          SRTP over open SIP             | sip: {trunks: [{name: a, address: 'h:1', srtp: required}]} | the trunk's transport must be tls
          a session of a minute          | sip: {trunks: [{name: a, address: 'h:1', session-timer: 60s}]} | no carrier takes less than 90s
          a certificate without its key  | sip: {tls-certificate: cert.pem}              | tls-certificate and tls-key go together
          no room for media              | media: {first-port: 20000, last-port: 20001}  | media: first-port and last-port
          default password beyond loopback | http: {listen: '0.0.0.0:8080'}              | Set admin.password
          a Twilio account that is none  | twilio: {account-sid: AC1}                    | twilio.account-sid: AC and 32
          Twilio without a token         | twilio: {account-sid: AC000000000000000000000000000000aa} | set either auth-token or credentials
          half a key of Twilio's         | twilio: {account-sid: AC1, key: SK1}          | key and key-secret go together
          Twilio that cannot reach us    | twilio: {account-sid: AC1, auth-token: t}     | twilio.public-url: Twilio must be told
          a region without an edge       | twilio: {account-sid: AC1, region: ie1}       | twilio.edge: a region needs an edge
          an unknown log format          | log: {format: xml}                            | log.format
          """)
  void bad_input_is_refused_in_a_sentence_that_says_where(
      String label, String yaml, String expected) {
    assertThatExceptionOfType(BadSettings.class)
        .isThrownBy(() -> read(Map.of(), yaml))
        .withMessageContaining(expected);
  }

  @Test
  void every_unknown_key_is_told_at_once() {
    assertThatExceptionOfType(BadSettings.class)
        .isThrownBy(() -> read(Map.of("HUSTINGS_NONSENSE", "1"), "a: 1\nb: 2"))
        .satisfies(bad -> assertThat(bad.problems()).hasSize(3));
  }

  @Test
  void a_file_that_is_not_there_is_said_so() {
    assertThatExceptionOfType(BadSettings.class)
        .isThrownBy(
            () -> new SettingsFile(Map.of()).read(Optional.of(directory.resolve("missing.yaml"))))
        .withMessageContaining("there is no such file");
  }

  @Test
  void secrets_are_hidden_in_text() throws BadSettings {
    Settings settings = read(Map.of("HUSTINGS_ADMIN_PASSWORD", "tell-nobody"), "");
    assertThat(settings.toString()).doesNotContain("tell-nobody").contains("(hidden)");
    assertThat(settings.admin().password().value()).isEqualTo("tell-nobody");
  }

  @Test
  void every_key_of_the_reference_has_its_reason_above_it() throws IOException {
    List<String> lines = reference().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("  [a-z-]+:.*")) {
        int above = i - 1;
        while (lines.get(above).matches("  [a-z-]+:.*")) {
          above--;
        }
        assertThat(lines.get(above)).as("above %s", lines.get(i)).startsWith("  #");
      }
    }
  }

  private static String reference() throws IOException {
    try (var in = SettingsFileTest.class.getResourceAsStream("/reference.yaml")) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private Settings read(Map<String, String> environment, String yaml) throws BadSettings {
    Path file = directory.resolve("hustings.yaml");
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new SettingsFile(environment).read(Optional.of(file));
  }
}
