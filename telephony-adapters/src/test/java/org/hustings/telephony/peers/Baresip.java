package org.hustings.telephony.peers;

import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_CLOSED;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real softphone, baresip, as a volunteer's telephone: a microphone that says what it is given,
/// and a recorder of what it hears. One call at a time.
///
/// ```java
/// try (Baresip phone = Baresip.start(directory, BaresipLine.named("ada"), chirp)) {
///   phone.dial("sip:5550100@127.0.0.1:5060");
///   phone.await(CALL_ESTABLISHED);
///   phone.press("1234#");
///   phone.hangUp();
///   short[] heard = phone.heard();
/// }
/// ```
public final class Baresip implements AutoCloseable {
  private static final int TRIES = 3;
  private static final Duration TO_START = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BaresipHome home;
  private final Program program;
  private final BaresipControl control;
  private final BlockingQueue<BaresipEvent> news = new LinkedBlockingQueue<>();
  private final List<BaresipEvent> history = new CopyOnWriteArrayList<>();

  private Baresip(BaresipHome home, Program program, Socket socket) {
    this.home = home;
    this.program = program;
    this.control =
        new BaresipControl(
            socket,
            json -> {
              BaresipEvent event = BaresipEvent.from(json);
              history.add(event);
              news.add(event);
            });
  }

  /// Starts a telephone that says nothing.
  ///
  /// @param parent where it gets a directory of its own
  public static Baresip start(Path parent, BaresipLine line) {
    return start(parent, line, new short[0]);
  }

  /// Starts a telephone.
  ///
  /// @param parent where it gets a directory of its own
  /// @param says what it says from the moment a call is up; silence follows
  public static Baresip start(Path parent, BaresipLine line, short[] says) {
    for (int i = 1; ; i++) {
      BaresipHome home = BaresipHome.create(parent, line, says);
      Program program =
          Program.start(
              "baresip", "baresip-core", List.of("-f", home.directory().toString(), "-v"), parent);
      try {
        return new Baresip(home, program, connect(program, home.controlPort()));
      } catch (AssertionError failure) {
        program.close();
        // Somebody took one of its ports in between.
        if (i == TRIES || !program.printed().contains("Address already in use")) {
          throw failure;
        }
      }
    }
  }

  private static Socket connect(Program program, int port) {
    Socket[] connected = new Socket[1];
    program.awaitThat(
        () -> {
          connected[0] = connectedTo(port);
          return connected[0] != null;
        },
        "it listens for commands",
        TO_START);
    return connected[0];
  }

  private static @Nullable Socket connectedTo(int port) {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException _) {
      return null;
    }
  }

  /// Its own address, to call it by.
  public String uri() {
    return home.uri();
  }

  /// Where it takes calls by TLS.
  public int securePort() {
    return home.securePort();
  }

  /// Calls. The transport is the line's.
  public void dial(String uri) {
    control.run("dial", uri);
  }

  /// Answers the call that is coming in.
  public void answer() {
    control.run("accept", "");
  }

  /// Presses keys, sent as RFC 4733 events.
  public void press(String keys) {
    control.run("sndcode", keys);
  }

  /// Mutes the microphone, or takes that back.
  public void toggleMute() {
    control.run("mute", "");
  }

  /// Says something else from now on.
  public void say(short[] sound) {
    control.run("ausrc", "aufile," + home.microphone(sound));
  }

  /// Ends the call.
  public void hangUp() {
    control.run("hangup", "");
  }

  /// Waits for the next event of a kind; those before it are passed over.
  public BaresipEvent await(BaresipEvent.Kind kind) {
    return await(kind, PATIENCE);
  }

  /// Waits for the next event of a kind, but not longer than so; those before it are passed over.
  public BaresipEvent await(BaresipEvent.Kind kind, Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    while (true) {
      BaresipEvent event = next(Duration.ofNanos(until - System.nanoTime()));
      if (event == null) {
        throw new AssertionError(
            "baresip told no %s within %s but %s".formatted(kind, atMost, history));
      }
      if (event.kind() == kind) {
        return event;
      }
      if (event.kind() == CALL_CLOSED) {
        throw new AssertionError(
            "the call was closed (%s) before baresip told %s".formatted(event.detail(), kind));
      }
    }
  }

  private @Nullable BaresipEvent next(Duration atMost) {
    try {
      return news.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while listening to baresip", interrupted);
    }
  }

  /// All it told since its start.
  public List<BaresipEvent> history() {
    return List.copyOf(history);
  }

  /// Waits until it heard so much of the present call: the call's own time, by the packets that
  /// came.
  public void listenUntil(Duration heard) {
    home.awaitHeard(heard);
  }

  /// Waits until it heard so much more of the present call.
  public void listenFor(Duration more) {
    home.awaitHeard(home.heard().plus(more));
  }

  /// What it heard in its last call, which is over, at 8,000 samples a second.
  public short[] heard() {
    return recording("dec");
  }

  /// What it said in its last call, which is over.
  public short[] said() {
    return recording("enc");
  }

  private short[] recording(String side) {
    // Its main loop answers this only after it closed the files of a call that ended.
    control.run("listcalls", "");
    return Wav.read(home.lastRecording(side));
  }

  /// Ends the telephone, with a BYE if it is in a call.
  @Override
  public void close() {
    try (program;
        control) {
      if (program.runs()) {
        control.run("quit", "");
      }
    }
  }
}
