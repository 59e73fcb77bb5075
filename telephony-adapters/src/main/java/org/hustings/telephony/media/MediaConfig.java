package org.hustings.telephony.media;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;

/// How the engine stands on its machine.
///
/// @param bind the local address of all ports
/// @param ports the range that the legs' ports come from
/// @param drainFor how long a port rests after its leg was closed, so that what a former peer still
///   sends does not reach the next call
/// @param loops how many threads carry media; one core's loop carries more than a thousand bridges
/// @param socketBuffer bytes asked for per RTP socket and direction; a loop that comes late loses
///   packets here first of all
/// @param timing the clocks
public record MediaConfig(
    InetAddress bind,
    PortRange ports,
    Duration drainFor,
    int loops,
    int socketBuffer,
    Timing timing) {

  /// The clocks and what is measured by them.
  ///
  /// @param clock steady time
  /// @param wall for the NTP time in sender reports
  /// @param reportEvery RTCP's interval, varied by half each way
  /// @param latch how long after a (new) peer was named another source may still take its place
  /// @param quiet after how long without packets a peer may have moved behind its NAT, and a
  ///   bridged leg is given comfort instead of nothing
  public record Timing(
      MediaClock clock, InstantSource wall, Duration reportEvery, Duration latch, Duration quiet) {
    /// The machine's clocks and the usual intervals.
    public static Timing usual() {
      return new Timing(
          MediaClock.ofTheMachine(),
          InstantSource.system(),
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          Duration.ofMillis(500));
    }
  }

  public MediaConfig {
    if (loops < 1 || loops > 64) {
      throw new IllegalArgumentException("media.loops is " + loops + ", expected 1 to 64");
    }
    if (drainFor.isNegative()) {
      throw new IllegalArgumentException("media.drain-for is " + drainFor + ", expected 0 or more");
    }
    if (socketBuffer < 4096) {
      throw new IllegalArgumentException(
          "media.socket-buffer is " + socketBuffer + ", expected at least 4096 bytes");
    }
  }

  /// Usual settings.
  public static MediaConfig on(InetAddress bind, PortRange ports) {
    return new MediaConfig(bind, ports, Duration.ofSeconds(5), 1, 256 * 1024, Timing.usual());
  }

  /// On 127.0.0.1: for tests, the demo and phonenet.
  public static MediaConfig onLoopback(PortRange ports) {
    return on(InetAddress.ofLiteral("127.0.0.1"), ports);
  }

  public MediaConfig withDrainFor(Duration duration) {
    return new MediaConfig(bind, ports, duration, loops, socketBuffer, timing);
  }

  public MediaConfig withLoops(int count) {
    return new MediaConfig(bind, ports, drainFor, count, socketBuffer, timing);
  }

  public MediaConfig withTiming(Timing other) {
    return new MediaConfig(bind, ports, drainFor, loops, socketBuffer, other);
  }
}
