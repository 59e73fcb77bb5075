package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.telephony.peers.FreePorts;
import org.hustings.telephony.peers.TestCertificate;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.hustings.telephony.sip.SipConfig.Listen;
import org.hustings.telephony.sip.TrunkCheckup.Finding;
import org.hustings.telephony.sip.TrunkConfig.Address;
import org.hustings.telephony.sip.TrunkConfig.Capacity;
import org.hustings.telephony.sip.call.Credentials;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.StackConfig;
import org.hustings.telephony.sip.stack.Transport;
import org.hustings.telephony.sip.stack.jain.JainStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the checkup says of a trunk, over real sockets.
class TrunkCheckupTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

  /// Of those that answer nothing.
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private final WallTimers timers = new WallTimers(InstantSource.system());

  @AfterEach
  void close() {
    timers.close();
  }

  private static TrunkConfig at(int port) {
    return trunk("127.0.0.1", port, Transport.UDP);
  }

  private static TrunkConfig trunk(String host, int port, Transport transport) {
    return TrunkConfig.of("main", new Address(host, port, transport), Capacity.of(10, 1));
  }

  private static TrunkConfig registering(int port) {
    return at(port)
        .withCredentials(new Credentials("hustings", "sesame"))
        .with(Manners.usual().registering(Duration.ofMinutes(5)));
  }

  private List<Finding> findings(TrunkConfig trunk, Duration patience) {
    return findings(trunk, Listen.on(SipWorld.LOOPBACK, 0), patience);
  }

  private List<Finding> findings(TrunkConfig trunk, Listen listen, Duration patience) {
    return new TrunkCheckup(
            new SipConfig(listen, List.of(trunk), List.of(), Limits.usual()),
            JainStack::open,
            new SipTelephony.Surroundings(
                new ThreadedRunners((_, _) -> {}), timers, InstantSource.fixed(NOON)),
            patience)
        .findings(trunk);
  }

  private static String toMend(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> !finding.well())
        .map(Finding::sentence)
        .collect(Collectors.joining(" "));
  }

  private static AnsweringCarrier carrier(Function<SipRequest, Reply> answers) {
    return AnsweringCarrier.open(
        StackConfig.onLoopback(), request -> Optional.of(answers.apply(request)));
  }

  @Test
  void a_carrier_that_answers_and_believes_us_is_well_and_nothing_is_changed_there() {
    try (AnsweringCarrier carrier = AnsweringCarrier.friendly()) {
      List<Finding> findings = findings(registering(carrier.port()), LONG);
      assertThat(findings).allMatch(Finding::well).hasSize(3);
      assertThat(findings.getLast().sentence())
          .isEqualTo(
              "Trunk main: it takes our user and password; addresses of ours that are registered"
                  + " there now: 1.");
      assertThat(carrier.asked())
          .extracting(SipRequest::method)
          .containsExactly("OPTIONS", "REGISTER", "REGISTER");
      assertThat(carrier.asked())
          .filteredOn(request -> request.is("REGISTER"))
          .allMatch(request -> request.head().headers("Contact").isEmpty())
          .allMatch(request -> request.head().contact().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 404, 405, 407, 488})
  void any_answer_says_that_it_is_there(int status) {
    try (AnsweringCarrier carrier = carrier(_ -> Reply.of(status))) {
      List<Finding> findings = findings(at(carrier.port()), LONG);
      assertThat(findings).allMatch(Finding::well);
      assertThat(findings.getLast().sentence())
          .isEqualTo("Trunk main: it answers OPTIONS (SIP " + status + ").");
    }
  }

  @Test
  void one_that_answers_503_takes_no_calls_now() {
    try (AnsweringCarrier carrier = carrier(_ -> Reply.of(503))) {
      assertThat(toMend(findings(at(carrier.port()), LONG))).contains("503", "Ask the carrier");
    }
  }

  @Test
  void one_that_answers_nothing_is_to_be_mended() {
    try (AnsweringCarrier carrier =
        AnsweringCarrier.open(StackConfig.onLoopback(), _ -> Optional.empty())) {
      assertThat(toMend(findings(at(carrier.port()), SHORT)))
          .contains("does not answer OPTIONS", "sip.trunks.address");
    }
  }

  @Test
  void one_that_answers_no_options_but_register_is_well() {
    try (AnsweringCarrier carrier =
        AnsweringCarrier.open(
            StackConfig.onLoopback(),
            request ->
                request.is("REGISTER")
                    ? Optional.of(AnsweringCarrier.registrar(request, 200))
                    : Optional.empty())) {
      assertThat(findings(registering(carrier.port()), Duration.ofSeconds(2)))
          .allMatch(Finding::well)
          .anyMatch(finding -> finding.sentence().contains("as some carriers do not"));
    }
  }

  @Test
  void one_that_does_not_believe_us_says_which_settings_to_mend() {
    Function<SipRequest, Reply> doubting =
        request ->
            request.is("REGISTER") ? AnsweringCarrier.registrar(request, 403) : Reply.of(200);
    try (AnsweringCarrier carrier = carrier(doubting)) {
      assertThat(toMend(findings(registering(carrier.port()), LONG)))
          .contains("SIP 403", "sip.trunks.user", "sip.trunks.password")
          .doesNotContain("sesame");
    }
  }

  @Test
  void one_that_is_no_registrar_is_to_be_asked_whether_it_is_one() {
    Function<SipRequest, Reply> none = request -> Reply.of(request.is("REGISTER") ? 405 : 200);
    try (AnsweringCarrier carrier = carrier(none)) {
      assertThat(toMend(findings(registering(carrier.port()), LONG)))
          .contains("SIP 405", "sip.trunks.register");
    }
  }

  @Test
  void a_date_that_is_far_from_ours_is_to_be_mended_and_one_that_is_near_is_well() {
    try (AnsweringCarrier carrier = dated("Mon, 02 Nov 2026 11:00:00 GMT")) {
      assertThat(toMend(findings(at(carrier.port()), LONG))).contains("differ by 3600 s", "NTP");
    }
    try (AnsweringCarrier carrier = dated("Mon, 02 Nov 2026 12:00:07 GMT")) {
      assertThat(findings(at(carrier.port()), LONG))
          .allMatch(Finding::well)
          .anyMatch(finding -> finding.sentence().contains("clock and ours agree"));
    }
  }

  private static AnsweringCarrier dated(String date) {
    return carrier(_ -> Reply.of(200).with(new Header("Date", date)));
  }

  // ── TLS ────────────────────────────────────────────────────────────────────

  private static SSLContext context(TestCertificate ours, TestCertificate trusted)
      throws IOException {
    return new TlsFiles(
            Optional.of(new TlsFiles.Identity(ours.certificate(), ours.key())),
            Optional.of(trusted.certificate()))
        .context();
  }

  private AnsweringCarrier secret(TestCertificate its, TestCertificate ours, int port)
      throws IOException {
    return AnsweringCarrier.open(
        StackConfig.onLoopback()
            .withTls(new StackConfig.Tls(port, context(its, ours), _ -> Optional.of("localhost"))),
        _ -> Optional.of(Reply.of(200)));
  }

  private List<Finding> findings(TestCertificate ours, TestCertificate trusted, int port)
      throws IOException {
    Listen listen =
        Listen.on(SipWorld.LOOPBACK, 0)
            .with(new SipConfig.Secure(FreePorts.one(), context(ours, trusted)));
    return findings(trunk("localhost", port, Transport.TLS), listen, LONG);
  }

  @Test
  void a_trunk_by_tls_is_asked_by_tls_once_its_certificate_is_believed() throws IOException {
    TestCertificate its = TestCertificate.of(directory, "dns:localhost,ip:127.0.0.1");
    TestCertificate ours = TestCertificate.of(directory, "dns:localhost,ip:127.0.0.1");
    int port = FreePorts.one();
    try (AnsweringCarrier carrier = secret(its, ours, port)) {
      assertThat(findings(ours, its, port))
          .allMatch(Finding::well)
          .extracting(Finding::sentence)
          .contains(
              "Trunk main: its certificate is trusted, and of localhost.",
              "Trunk main: it answers OPTIONS (SIP 200).");
      assertThat(carrier.asked()).hasSize(1);
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_to_be_mended_and_nothing_is_asked()
      throws IOException {
    TestCertificate its = TestCertificate.of(directory, "dns:localhost");
    TestCertificate ours = TestCertificate.of(directory, "dns:localhost");
    int port = FreePorts.one();
    try (AnsweringCarrier carrier = secret(its, ours, port)) {
      assertThat(toMend(findings(ours, ours, port))).contains("TLS does not", "sip.tls-trust");
      assertThat(carrier.asked()).isEmpty();
    }
  }

  @Test
  void a_certificate_of_another_name_is_to_be_mended() throws IOException {
    TestCertificate its = TestCertificate.of(directory, "dns:carrier.example");
    int port = FreePorts.one();
    try (AnsweringCarrier carrier = secret(its, its, port)) {
      assertThat(toMend(findings(its, its, port))).contains("must name localhost");
      assertThat(carrier.asked()).isEmpty();
    }
  }

  @Test
  void nobody_at_the_port_of_tls_is_to_be_mended() throws IOException {
    TestCertificate ours = TestCertificate.of(directory, "dns:localhost");
    assertThat(toMend(findings(ours, ours, FreePorts.one()))).contains("nobody takes a connection");
  }
}
