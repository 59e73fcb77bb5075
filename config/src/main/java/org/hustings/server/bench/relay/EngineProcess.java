package org.hustings.server.bench.relay;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.hustings.core.id.LegId;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.telephony.leg.LegSound;
import org.hustings.telephony.leg.Stage;
import org.hustings.telephony.media.LegName;
import org.hustings.telephony.media.MediaConfig;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.MediaMeters;
import org.hustings.telephony.media.Opening;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.prompt.Prompts;

/// A process with the media of a server and nothing else of it: legs, their meters, the watch over
/// their silence (R24), bridges. It does what its standard input says, and ends with it.
final class EngineProcess {
  /// What its answers begin with; other lines on its standard output are the log's.
  static final String ANSWER = "engine:";

  private static final PortRange PORTS = new PortRange(14_000, 31_999);

  private record End(LegId id, int port) {}

  private final InetAddress host;
  private final MediaEngine media;
  private final WallTimers timers = new WallTimers(InstantSource.system());
  private final Stage stage;
  private final List<LegSound> sounds = new ArrayList<>();

  private long legs;

  private EngineProcess(InetAddress host) {
    this.host = host;
    this.media = MediaEngine.start(MediaConfig.on(host, PORTS));
    this.stage =
        new Stage(
            new Stage.Parts(
                media,
                Prompts.shipped(),
                MediaMeters.of(media, new SimpleMeterRegistry()),
                new Stage.Limits(Duration.ofSeconds(30), Duration.ofMinutes(1)),
                _ -> {}),
            new ThreadedRunners((_, _) -> {}),
            timers,
            InstantSource.system());
  }

  static void main(String[] args) throws IOException, InterruptedException {
    new EngineProcess(InetAddress.ofLiteral(args[0])).serve();
  }

  private void serve() throws IOException, InterruptedException {
    var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      String[] words = line.split(" ", -1);
      System.out.println(
          ANSWER
              + switch (words[0]) {
                case "bridge" -> bridge(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                case "clear" -> clear();
                default -> throw new IOException("not understood: " + line);
              });
    }
    stage.close();
    media.close();
    timers.close();
  }

  private String bridge(int one, int other) throws IOException {
    End first = open(one, MediaMeters.Kind.VOLUNTEER);
    End second = open(other, MediaMeters.Kind.VOTER);
    stage.bridge(first.id(), second.id());
    return " " + first.port() + " " + second.port();
  }

  private End open(int port, MediaMeters.Kind kind) throws IOException {
    LegId id = new LegId(new UUID(0, legs++));
    Opening opening = media.open(new LegName(id.toString()), stage.keysOf(id));
    if (!(opening instanceof Opening.Opened(MediaLeg leg))) {
      throw new IOException("no media: " + opening);
    }
    RemoteMedia remote = RemoteMedia.usual(new InetSocketAddress(host, port), G711.PCMU);
    leg.connect(remote);
    LegSound sound = new LegSound(stage, id, leg, stage.meter(kind));
    stage.enter(sound);
    stage.lane().post(() -> sound.watch(remote));
    sounds.add(sound);
    return new End(id, leg.localAddress().getPort());
  }

  private String clear() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    stage
        .lane()
        .post(() -> {
          sounds.forEach(sound -> {
            stage.leave(sound.id());
            sound.close(() -> {});
          });
          closed.countDown();
        });
    closed.await();
    sounds.clear();
    return " cleared";
  }
}
