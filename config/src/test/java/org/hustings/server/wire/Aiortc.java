package org.hustings.server.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hustings.telephony.media.wav.WavWriter;

/// A volunteer whose WebRTC was written by others than any browser's: Debian's `python3-aiortc`,
/// with an ICE of its own, OpenSSL's DTLS and libsrtp. It plays what it hears as it comes, without
/// stretching.
final class Aiortc implements AutoCloseable {
  /// Debian's own: another `python3` that comes first in the path lacks Debian's packages.
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private final Spoken script;

  private Aiortc(Spoken script) {
    this.script = script;
  }

  /// @param local the one address of this machine that it offers
  /// @param voice what it says when told to, at 8 kHz
  static Aiortc start(Path directory, InetAddress local, short[] voice) {
    if (!Files.isExecutable(PYTHON)) {
      throw new AssertionError(
          "these tests need Debian's python3-aiortc: apt-get install python3-aiortc, or let"
              + " .ci/run do it");
    }
    try (InputStream script = Aiortc.class.getResourceAsStream("aiortc-volunteer.py")) {
      Path program = directory.resolve("aiortc-volunteer.py");
      Files.write(program, Objects.requireNonNull(script, "aiortc-volunteer.py").readAllBytes());
      Path sound = Files.write(directory.resolve("aiortc.wav"), WavWriter.pcm16(voice, 8000));
      List<String> command =
          List.of(PYTHON.toString(), program.toString(), local.getHostAddress(), sound.toString());
      return new Aiortc(Spoken.start(command, directory, Map.of()));
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  void signIn(RunningServer server, Campaign.Volunteer who) {
    script.tell("sign_in", server.api().toString(), who.login(), Campaign.PASSWORD);
  }

  /// Connects, and waits until ICE and DTLS are through.
  ///
  /// @return where the leg is
  String connect() {
    return script.tell("connect").asString();
  }

  /// Says all of its voice from now on; silence before and after.
  void say() {
    script.tell("say");
  }

  /// Waits until it has heard this much more, of whatever.
  void listen(Duration more) {
    script.tell("listen", more.toSeconds());
  }

  /// All that it heard so far.
  short[] heard() {
    ByteBuffer octets =
        ByteBuffer.wrap(Base64.getDecoder().decode(script.tell("recording").asString()));
    short[] samples = new short[octets.remaining() / 2];
    octets.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }

  /// Closes the connection, which DTLS tells the server.
  void leave() {
    script.tell("leave");
  }

  @Override
  public void close() {
    script.close();
  }
}
