package org.hustings.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.server.settings.BadSettings;
import org.hustings.server.settings.Settings;
import org.hustings.server.settings.SettingsFile;
import org.hustings.telephony.sip.SipConfig;
import org.hustings.telephony.sip.SipTelephony;
import org.hustings.telephony.sip.TrunkCheckup;
import org.hustings.telephony.sip.stack.jain.JainStack;
import org.hustings.telephony.twilio.Checkup;
import org.hustings.telephony.twilio.Checkup.Finding;
import org.hustings.telephony.twilio.rest.CredentialSource;
import org.hustings.telephony.twilio.rest.HttpWire;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hustings doctor`: whether the trunks are set up so that calls can be made. Orders no call.
@Command(
    name = "doctor",
    description =
        "Checks the set-up of every trunk and of the Twilio account, and says what to mend. Run it while the server runs.",
    mixinStandardHelpOptions = true)
final class Doctor implements Callable<Integer> {
  private static final int BAD_SETTINGS = 2;
  private static final int TO_MEND = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// What is repeated until then and not answered is not there (RFC 3261 section 17.1.2.1).
  private static final Duration SIP_PATIENCE = Duration.ofSeconds(8);

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The settings of the server; without it all defaults.")
  private @Nullable Path config;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      Settings settings = new SettingsFile(System.getenv()).read(Optional.ofNullable(config));
      List<Finding> findings = new ArrayList<>(trunks(settings.sip()));
      if (settings.twilio().isUsed()) {
        findings.addAll(twilio(settings));
      }
      if (findings.isEmpty()) {
        findings.add(new Finding(false, "There is no trunk: add one to sip.trunks, or twilio."));
      }
      return tell(findings);
    } catch (BadSettings e) {
      err.println("hustings: the settings cannot be used:");
      e.problems().forEach(problem -> err.println("  " + problem));
      return BAD_SETTINGS;
    } catch (IOException | IllegalArgumentException e) {
      err.println("hustings: " + e.getMessage());
      return BAD_SETTINGS;
    }
  }

  private int tell(List<Finding> findings) {
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach(
        finding -> out.println((finding.well() ? "well  " : "MEND  ") + finding.sentence()));
    out.flush();
    return findings.stream().allMatch(Finding::well) ? 0 : TO_MEND;
  }

  private static List<Finding> trunks(Settings.Sip settings) throws IOException {
    SipConfig config = TelephonyRoom.sip(settings);
    InstantSource clock = InstantSource.system();
    try (WallTimers timers = new WallTimers(clock)) {
      TrunkCheckup checkup =
          new TrunkCheckup(
              config,
              JainStack::open,
              new SipTelephony.Surroundings(new ThreadedRunners((_, _) -> {}), timers, clock),
              SIP_PATIENCE);
      return config.trunks().stream()
          .flatMap(trunk -> checkup.findings(trunk).stream())
          .map(finding -> new Finding(finding.well(), finding.sentence()))
          .toList();
    }
  }

  private static List<Finding> twilio(Settings settings) throws IOException {
    InstantSource clock = InstantSource.system();
    CredentialSource credentials = TwilioRoom.credentials(settings.twilio(), clock);
    try (HttpWire api = new HttpWire(TwilioRoom.api(settings.twilio()), PATIENCE);
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      Checkup.Visitor visitor = (url, signature, form) -> visit(client, url, signature, form);
      return new Checkup(TwilioRoom.config(settings), api, credentials, visitor, clock)
          .findings().stream()
              .map(finding -> new Finding(finding.well(), "Twilio: " + finding.sentence()))
              .toList();
    }
  }

  private static Optional<Checkup.Seen> visit(
      HttpClient client, URI url, Optional<String> signature, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    signature.ifPresent(value -> request.header("X-Twilio-Signature", value));
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return Optional.of(new Checkup.Seen(response.statusCode(), response.body()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
