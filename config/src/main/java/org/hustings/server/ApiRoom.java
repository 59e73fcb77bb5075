package org.hustings.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.hustings.api.Api;
import org.hustings.api.ApiPorts;
import org.hustings.api.account.Argon2Passwords;
import org.hustings.api.account.FirstAdmin;
import org.hustings.api.account.RememberedSignIns;
import org.hustings.api.account.SetupCredentials;
import org.hustings.api.http.Annex;
import org.hustings.api.http.ApiServer;
import org.hustings.api.http.HttpSettings;
import org.hustings.core.account.OwnPhones;
import org.hustings.core.account.Passwords;
import org.hustings.core.callerid.CallerIds;
import org.hustings.core.callerid.VerifyCallerId;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.dialing.Engine;
import org.hustings.core.intake.ImportVoters;
import org.hustings.core.queue.Settlement;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.recording.SoundConverter.Conversion;
import org.hustings.core.voter.AddressZones;
import org.hustings.core.voter.NumberPlan;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.intake.PostgresIntakeStore;
import org.hustings.schema.management.PostgresManagement;
import org.hustings.server.settings.HostPort;
import org.hustings.server.settings.Settings;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.wav.WavReader;
import org.hustings.telephony.media.wav.WavResult;

/// Opens the HTTP API: makes the first account in an empty house, then listens.
final class ApiRoom {
  /// The campaign that is founded with the first account.
  private static final Campaign.Founding FIRST_CAMPAIGN =
      new Campaign.Founding("First campaign", "US", ZoneId.of("America/New_York"));

  /// Argon2id takes 19 MiB and a core for some 70 ms each.
  static final int PASSWORDS_AT_ONCE = 2;

  private ApiRoom() {}

  /// What the API is built on.
  record Foundation(
      PostgresDatabase database,
      Engine engine,
      CallerIds callerIds,
      NumberPlan plan,
      InstantSource clock,
      MeterRegistry meters,
      List<Annex> annexes) {}

  static ApiServer open(Settings settings, Foundation foundation, Closing closing)
      throws StartFailed {
    Passwords passwords = new Argon2Passwords(PASSWORDS_AT_ONCE);
    HttpSettings http = http(settings.http());
    ApiPorts ports = ports(settings, foundation, passwords, http.publicUrl());
    firstAdmin(settings.admin(), http, ports);
    try {
      return closing.add("api", ApiServer.start(http, Api.parts(ports).with(foundation.annexes())));
    } catch (IOException e) {
      throw new StartFailed("The API cannot listen: " + e.getMessage(), e);
    }
  }

  private static void firstAdmin(Settings.Admin settings, HttpSettings http, ApiPorts ports)
      throws StartFailed {
    FirstAdmin first =
        new FirstAdmin(
            ports.doors().users(),
            ports.books().office(),
            ports.doors().register(),
            ports.doors().passwords(),
            ports.clock());
    SetupCredentials credentials =
        new SetupCredentials(settings.login(), settings.password().value());
    first.moveIn(credentials, FIRST_CAMPAIGN);
    Optional<String> objection = first.objectionTo(http, credentials);
    if (objection.isPresent()) {
      throw new StartFailed(objection.get(), null);
    }
  }

  private static HttpSettings http(Settings.Http settings) {
    HostPort listen = settings.listen();
    return new HttpSettings(
        listen.host(),
        listen.port(),
        settings.publicUrl().isEmpty()
            ? Optional.empty()
            : Optional.of(URI.create(settings.publicUrl())),
        settings.tls().map(tls -> new HttpSettings.Tls(tls.certificate(), tls.key())),
        settings.behindProxy(),
        HttpSettings.Limits.DEFAULT);
  }

  private static ApiPorts ports(
      Settings settings, Foundation foundation, Passwords passwords, Optional<URI> publicUrl) {
    PostgresDatabase database = foundation.database();
    PostgresManagement stores =
        PostgresManagement.on(database, new OwnPhones.Limits(settings.engine().callMePerHour()));
    PostgresIntakeStore intake =
        new PostgresIntakeStore(database.transactions(), Settlement.byTheRules());
    return new ApiPorts(
        foundation.clock(),
        foundation.meters(),
        new ApiPorts.Doors(
            new RememberedSignIns(stores.signIns()),
            stores.tries(),
            passwords,
            stores.users(),
            stores.pins(),
            stores.invitations(),
            publicUrl),
        new ApiPorts.Engine(
            foundation.engine().sessions(),
            foundation.engine().browsers(),
            foundation.engine().callMe(stores.ownPhones()),
            foundation.engine().managers(),
            new VerifyCallerId(foundation.callerIds(), stores.callerIds(), foundation.clock()),
            settings.callerId().map(PhoneNumber::new)),
        new ApiPorts.Books(
            database.campaigns(),
            stores.office(),
            stores.projects(),
            stores.voters(),
            stores.attempts(),
            stores.books(),
            stores.recordings(),
            stores.dictations(),
            stores.incidents(),
            stores.diary()),
        new ApiPorts.Intake(
            new ImportVoters(intake, foundation.plan(), AddressZones.load(), foundation.clock()),
            intake),
        foundation.plan(),
        ApiRoom::convert);
  }

  private static Conversion convert(byte[] file) {
    return switch (WavReader.forRecordings().read(file)) {
      case WavResult.Converted good ->
          new Conversion.Converted(Pcmu.of(good.clip().bytes(G711.PCMU)));
      case WavResult.Refused refused -> new Conversion.Refused(refused.whatToDo());
    };
  }
}
