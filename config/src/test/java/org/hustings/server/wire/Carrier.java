package org.hustings.server.wire;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.core.time.WallTimers;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.Subscribers;
import org.hustings.telephony.phonenet.wire.PhoneNetwork;
import org.hustings.telephony.phonenet.wire.Voices;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.phonenet.wire.WireSettings;
import org.hustings.telephony.phonenet.wire.WireSettings.Recordings;

/// phonenet as the carrier of a test: subscribers that say their own chirp (or what they are given)
/// and keep what they hear, and the log of every ring.
final class Carrier implements AutoCloseable {
  private static final PortRange MEDIA = new PortRange(45_000, 47_999);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Path recordings;
  private final WallTimers timers;
  private final PhoneNetwork network;

  private Carrier(InstantSource clock, Path recordings, Subscribers subscribers, Voices voices) {
    this.recordings = recordings;
    this.timers = new WallTimers(clock);
    try {
      network =
          PhoneNetwork.start(
              WireSettings.onLoopback()
                  .withMediaPorts(MEDIA)
                  .withRecordings(new Recordings.Everything(recordings)),
              new Clockwork(clock, timers, new ThreadedRunners((_, _) -> {})),
              subscribers,
              RingLog.inMemory(clock),
              voices);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /// A carrier with these subscribers; any other number does not exist.
  ///
  /// @param behaviours by number: the nth ring plays the nth
  static Carrier with(
      InstantSource clock, Path recordings, Map<String, List<Behaviour>> behaviours) {
    return with(clock, recordings, behaviours, Voices.chirps());
  }

  /// A carrier with these subscribers, who speak with these voices.
  static Carrier with(
      InstantSource clock,
      Path recordings,
      Map<String, List<Behaviour>> behaviours,
      Voices voices) {
    Map<PhoneNumber, List<Behaviour>> exactly =
        behaviours.entrySet().stream()
            .collect(
                Collectors.toMap(entry -> new PhoneNumber(entry.getKey()), Map.Entry::getValue));
    return new Carrier(
        clock,
        recordings,
        Subscribers.all(new Behaviour.NoSuchNumber()).assigning(exactly),
        voices);
  }

  /// A carrier with subscribers of all kinds.
  static Carrier with(InstantSource clock, Path recordings, Subscribers subscribers) {
    return new Carrier(clock, recordings, subscribers, Voices.spoken());
  }

  int port() {
    return network.address().getPort();
  }

  /// All rings of a number so far.
  List<Ring> rings(String number) {
    return network.log().ringsOf(number);
  }

  List<Ring> rings() {
    return network.log().rings();
  }

  /// How many calls ring or are up.
  long open() {
    return network.log().open();
  }

  /// A telephone in a volunteer's hand.
  ///
  /// @param callerId the number that it calls from
  VolunteerPhone phone(String callerId) {
    return network.phone(Optional.of(callerId));
  }

  /// What the subscriber at a number heard in its last call, which is over, by the JDK's own
  /// decoder.
  short[] heardBy(String number) {
    Path file = recordings.resolve(awaitRecording(number));
    try (AudioInputStream coded = AudioSystem.getAudioInputStream(file.toFile());
        AudioInputStream linear =
            AudioSystem.getAudioInputStream(AudioFormat.Encoding.PCM_SIGNED, coded)) {
      ByteBuffer bytes = ByteBuffer.wrap(linear.readAllBytes());
      bytes.order(
          linear.getFormat().isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      short[] samples = new short[bytes.remaining() / 2];
      bytes.asShortBuffer().get(samples);
      return samples;
    } catch (IOException | UnsupportedAudioFileException cause) {
      throw new AssertionError(file + " cannot be read", cause);
    }
  }

  /// The log says so a moment after the file is there.
  private String awaitRecording(String number) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    try (WatchService files = recordings.getFileSystem().newWatchService()) {
      recordings.register(files, ENTRY_CREATE, ENTRY_MODIFY);
      while (System.nanoTime() < until) {
        Optional<String> file =
            rings(number).stream().reduce((_, last) -> last).flatMap(Ring::recording);
        if (file.isPresent()) {
          return file.get();
        }
        WatchKey news = files.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        if (news != null) {
          news.pollEvents();
          news.reset();
        }
      }
      throw new AssertionError("nothing was recorded of the last call to " + number);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() {
    network.close();
    timers.close();
  }
}
