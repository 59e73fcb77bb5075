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
import org.hustings.server.client.ApiCaller;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.Subscribers;
import org.hustings.telephony.phonenet.wire.PhoneNetwork;
import org.hustings.telephony.phonenet.wire.Voices;
import org.hustings.telephony.phonenet.wire.WireSettings;

/// The demo with a carrier that takes no calls: volunteers reach the server, and every call that
/// they start is refused with 503. What operators see then is the subject.
public final class StrandedDemo implements AutoCloseable {
  private static final int VOLUNTEERS = 2;

  private final WallTimers timers;
  private final PhoneNetwork volunteersNetwork;
  private final BusyCarrier carrier;
  private final HustingsServer server;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> shift = new ArrayList<>();

  private StrandedDemo(Path directory) throws Exception {
    InstantSource clock = DemoClock.over(InstantSource.system());
    Files.createDirectories(directory);
    timers = new WallTimers(clock);
    volunteersNetwork =
        PhoneNetwork.start(
            WireSettings.onLoopback(),
            new Clockwork(clock, timers, new ThreadedRunners((_, _) -> {})),
            Subscribers.all(new Behaviour.NoSuchNumber()),
            RingLog.inMemory(clock),
            Voices.spoken());
    carrier = BusyCarrier.start();
    server =
        HustingsServer.start(
            DemoSettings.write(directory, new DemoSettings.Ports(0, 0, 0), carrier.port()), clock);
    beginShift(clock);
  }

  /// @param directory for the embedded database and the settings
  public static StrandedDemo start(Path directory) throws Exception {
    return new StrandedDemo(directory);
  }

  private void beginShift(InstantSource clock) throws IOException, InterruptedException {
    URI api = URI.create("http://127.0.0.1:" + server.httpPort());
    DemoCampaign.SetUp campaign;
    try (ApiCaller admin = new ApiCaller(api)) {
      admin.signIn(DemoSettings.LOGIN, DemoSettings.PASSWORD);
      campaign = new DemoCampaign(admin).setUp(VOLUNTEERS);
    }
    DemoVolunteer.Place place =
        new DemoVolunteer.Place(
            api,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort()),
            volunteersNetwork,
            campaign.projects(),
            clock);
    SplittableRandom seeds = new SplittableRandom(7);
    for (DemoCampaign.Account account : campaign.volunteers().subList(0, VOLUNTEERS)) {
      shift.add(Thread.ofVirtual().start(new DemoVolunteer(account, place, seeds.split(), stop)));
    }
  }

  public int managementPort() {
    return server.managementPort();
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
    carrier.close();
    volunteersNetwork.close();
    timers.close();
  }
}
