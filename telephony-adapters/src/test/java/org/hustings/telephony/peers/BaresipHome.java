package org.hustings.telephony.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The directory of one baresip: its configuration, the files that are its microphone, and what it
/// recorded.
record BaresipHome(Path directory, BaresipLine line, int sipPort, int controlPort) {
  private static final AtomicInteger SOUNDS = new AtomicInteger();
  private static final int BYTES_PER_MILLISECOND = 16;
  private static final Duration SLACK = Duration.ofSeconds(15);

  static BaresipHome create(Path parent, BaresipLine line, short[] says) {
    try {
      Path directory = Files.createTempDirectory(parent, "baresip-");
      BaresipHome home = new BaresipHome(directory, line, FreePorts.pair(), FreePorts.one());
      Files.writeString(directory.resolve("accounts"), line.account(home.sipPort));
      Files.writeString(directory.resolve("contacts"), "");
      Files.writeString(directory.resolve("config"), home.configuration(home.microphone(says)));
      return home;
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot write baresip's configuration", cause);
    }
  }

  String uri() {
    return "sip:%s@127.0.0.1:%d".formatted(line.user(), sipPort);
  }

  /// Writes a sound, with enough silence after it.
  Path microphone(short[] sound) {
    Path file = directory.resolve("microphone-" + SOUNDS.incrementAndGet() + ".wav");
    Wav.write(BaresipLine.padded(sound), file);
    return file;
  }

  /// The loudspeaker is a bridge to nowhere. Without a jitter buffer, what was recorded is exactly
  /// what came, packet by packet.
  private String configuration(Path microphone) {
    return """
    poll_method epoll
    sip_listen 127.0.0.1:%d
    net_interface 127.0.0.1
    rtp_ports 10000-19998
    rtp_stats yes
    jitter_buffer_delay 0-0
    call_max_calls 4
    ringback_disabled yes
    menu_bell no
    audio_source aufile,%s
    audio_player aubridge,nowhere
    audio_alert aubridge,nowhere
    ausrc_srate 8000
    auplay_srate 8000
    ausrc_channels 1
    auplay_channels 1
    snd_path %s
    ctrl_tcp_listen 127.0.0.1:%d
    module_path /usr/lib/baresip/modules
    module g711.so
    module sndfile.so
    module aufile.so
    module aubridge.so
    module_tmp account.so
    module_app menu.so
    module_app ctrl_tcp.so
    %s
    """
        .formatted(sipPort, microphone, directory, controlPort, secrecy());
  }

  private String secrecy() {
    String tls =
        line.secrecy()
            .certificate()
            .map(it -> "sip_certificate %s%nsip_cafile %s%n".formatted(it.both(), it.certificate()))
            .orElse("");
    return line.secrecy().srtp() ? tls + "module srtp.so" : tls;
  }

  /// Where it listens for TLS.
  int securePort() {
    return sipPort + 1;
  }

  /// The recording of the last call: `dec` is what was heard, `enc` what was said.
  Path lastRecording(String side) {
    return recording(side)
        .orElseThrow(() -> new AssertionError("baresip recorded nothing in " + directory));
  }

  private Optional<Path> recording(String side) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches("dump-.*-" + side + "\\.wav"))
          .max(Comparator.naturalOrder());
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /// Waits until the recording of what is heard is so long.
  void awaitHeard(Duration duration) {
    long bytes = duration.toMillis() * BYTES_PER_MILLISECOND;
    long until = System.nanoTime() + duration.plus(SLACK).toNanos();
    try (WatchService watch = directory.getFileSystem().newWatchService()) {
      directory.register(
          watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      while (heardBytes() < bytes) {
        WatchKey key = watch.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (key == null) {
          throw new AssertionError(
              "baresip heard %d ms, expected %d"
                  .formatted(heardBytes() / BYTES_PER_MILLISECOND, duration.toMillis()));
        }
        key.pollEvents();
        key.reset();
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while baresip listens", interrupted);
    }
  }

  /// How much was heard of the present call so far.
  Duration heard() {
    try {
      return Duration.ofMillis(heardBytes() / BYTES_PER_MILLISECOND);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private long heardBytes() throws IOException {
    Optional<Path> file = recording("dec");
    return file.isPresent() ? Files.size(file.get()) : 0;
  }
}
