package org.hustings.server.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.server.HustingsServer;
import org.hustings.server.StartFailed;
import org.hustings.server.client.ApiCaller;
import org.hustings.server.settings.BadSettings;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.SeededSubscribers;
import org.hustings.telephony.phonenet.wire.PhoneNetwork;
import org.hustings.telephony.phonenet.wire.Voices;
import org.hustings.telephony.phonenet.wire.WireSettings;

/// A demo that runs: telephone network, server, campaign and volunteers at work.
public final class RunningDemo implements AutoCloseable {
  private final RingLog rings;
  private final WallTimers timers;
  private final PhoneNetwork network;
  private final HustingsServer server;
  private final DemoCampaign.SetUp campaign;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> shift = new ArrayList<>();

  /// How the demo is to be.
  ///
  /// @param directory for its data; what is there from an earlier demo must have been removed
  /// @param volunteers who work in the simulated shift
  /// @param seed of subscribers and volunteers
  public record Plan(Path directory, DemoSettingsPorts ports, int volunteers, long seed) {}

  /// Ports to listen on, 0 for any free one.
  public record DemoSettingsPorts(int http, int management, int sip) {}

  private RunningDemo(Plan plan, InstantSource real)
      throws IOException, InterruptedException, StartFailed, BadSettings {
    InstantSource clock = DemoClock.over(real);
    Files.createDirectories(plan.directory());
    rings = RingLog.appendingTo(plan.directory().resolve("rings.log"), clock);
    timers = new WallTimers(clock);
    Clockwork clockwork = new Clockwork(clock, timers, new ThreadedRunners((_, _) -> {}));
    network =
        PhoneNetwork.start(
            WireSettings.onLoopback(),
            clockwork,
            new SeededSubscribers(plan.seed()).scaled(0.5),
            rings,
            Voices.spoken());
    DemoSettings.Ports ports =
        new DemoSettings.Ports(plan.ports().http(), plan.ports().management(), plan.ports().sip());
    server =
        HustingsServer.start(
            DemoSettings.write(plan.directory(), ports, network.address().getPort()), clock);
    try (ApiCaller admin = new ApiCaller(api())) {
      admin.signIn(DemoSettings.LOGIN, DemoSettings.PASSWORD);
      campaign = new DemoCampaign(admin).setUp(plan.volunteers());
    }
    begin(plan, clock);
  }

  /// Starts everything, and the shift.
  public static RunningDemo start(Plan plan, InstantSource real)
      throws IOException, InterruptedException, StartFailed, BadSettings {
    return new RunningDemo(plan, real);
  }

  private void begin(Plan plan, InstantSource clock) {
    DemoVolunteer.Place place =
        new DemoVolunteer.Place(
            api(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort()),
            network,
            campaign.projects(),
            clock);
    SplittableRandom seeds = new SplittableRandom(plan.seed());
    for (DemoCampaign.Account account : campaign.volunteers().subList(0, plan.volunteers())) {
      shift.add(
          Thread.ofVirtual()
              .name("volunteer-" + account.number())
              .start(new DemoVolunteer(account, place, seeds.split(), stop)));
    }
  }

  public URI api() {
    return URI.create("http://127.0.0.1:" + server.httpPort());
  }

  public int managementPort() {
    return server.managementPort();
  }

  public int sipPort() {
    return server.sipPort();
  }

  /// What the network saw: every ring.
  public RingLog rings() {
    return rings;
  }

  /// What a person needs to look around and to dial in.
  public String guide() {
    DemoCampaign.Account you = campaign.volunteers().getLast();
    return """

    Hustings is running, with a telephone network in a box as its trunk and %d simulated volunteers at work.

      API        %s/api/openapi.yaml   (sign in as %s / %s)
      metrics    http://127.0.0.1:%d/metrics   health: http://127.0.0.1:%d/health

    To talk to voters yourself, open the call screen in a browser
      %s/   and sign in as %s / %s
    and call with this device, by hand, or with a softphone on this machine that dials
      sip:%s@127.0.0.1:%d      volunteer number %s #, PIN %s #, or the code on the screen #

    Voters imported: %s, left out: %s. Ctrl-C ends the demo.
    """
        .formatted(
            shift.size(),
            api(),
            DemoSettings.LOGIN,
            DemoSettings.PASSWORD,
            managementPort(),
            managementPort(),
            api(),
            you.login(),
            you.password(),
            DemoCampaign.DIAL_IN,
            sipPort(),
            you.number(),
            you.pin(),
            campaign.voterImport().path("rows").asString("?"),
            campaign.voterImport().path("rejectedRows").asString("?"));
  }

  @Override
  public void close() {
    stop.countDown();
    for (Thread volunteer : shift) {
      try {
        volunteer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    server.close();
    network.close();
    timers.close();
    rings.close();
  }
}
