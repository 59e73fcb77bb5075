package org.hustings.telephony.media;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.hustings.telephony.media.udp.Udp;
import org.hustings.telephony.media.udp.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that carries the media of many legs: it waits for packets, requests and deadlines,
/// and serves them in turn. All state of its legs belongs to it.
///
/// A fault in one packet or request is counted and costs that packet or request. A fault of the
/// loop itself (a broken watch) is counted, and the loop sets itself up again with all its legs.
final class MediaLoop {
  private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);
  private static final long SWEEP_NANOS = Duration.ofMillis(250).toNanos();
  private static final int SWEEP_PARTS = 25;
  private static final long RESTART_AFTER_NANOS = Duration.ofMillis(20).toNanos();
  private static final long GATHER_NANOS = 500_000;
  private static final long LEAST_REST_NANOS = 50_000;
  private static final int LARGEST_DATAGRAM = 2048;
  private static final int MOST_REQUESTS_AT_ONCE = 256;

  private record Due(long at, LegCore leg) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return Long.compare(at, other.at);
    }
  }

  private final MediaClock clock;
  private final Udp udp;
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Set<LoopMember> members = new HashSet<>();
  private final PriorityQueue<Due> deadlines = new PriorityQueue<>();
  private final Thread thread;
  private final Tally faults = new Tally();
  private final Tally restarts = new Tally();
  private final Lateness lateness = new Lateness();

  /// Where datagrams are read into, and packets wait for each other.
  final Departures departures = new Departures(LARGEST_DATAGRAM);

  final RtpPacket packet = new RtpPacket();

  private volatile Watch watch;
  private volatile boolean stopping;
  private volatile boolean stopped;
  private List<LoopMember> sweeping = List.of();
  private int swept;
  private boolean carried;
  private long lookedAt;
  private long sweepAt;
  private long sweepAllAt;

  private MediaLoop(String name, MediaClock clock, Udp udp, Watch watch) {
    this.clock = clock;
    this.udp = udp;
    this.watch = watch;
    this.sweepAllAt = clock.nanos() + SWEEP_NANOS;
    this.sweepAt = sweepAllAt;
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
  }

  static MediaLoop start(String name, MediaClock clock, Udp udp) throws IOException {
    MediaLoop loop = new MediaLoop(name, clock, udp, udp.watch());
    loop.thread.start();
    return loop;
  }

  /// Has the loop do something soon, in the order of asking.
  ///
  /// @return false when the loop has ended and will not do it
  boolean execute(Runnable request) {
    inbox.add(request);
    if (stopped && inbox.remove(request)) {
      return false;
    }
    if (!isCurrentThread() && woken.compareAndSet(false, true)) {
      watch.wakeUp();
    }
    return true;
  }

  boolean isCurrentThread() {
    return Thread.currentThread().equals(thread);
  }

  /// Takes a leg or a port in. On the loop only.
  void adopt(LoopMember member) throws IOException {
    members.add(member);
    member.register(watch);
  }

  /// Lets a leg or a port go. On the loop only.
  void release(LoopMember member) {
    members.remove(member);
  }

  /// Asks for [LegCore#due] at a time. On the loop only.
  void callAt(long at, LegCore leg) {
    deadlines.add(new Due(at, leg));
  }

  private void run() {
    while (!stopping) {
      try {
        turn();
      } catch (Throwable fault) {
        restart(fault);
      }
    }
    shutDown();
  }

  private void turn() throws IOException {
    gather();
    lookedAt = clock.nanos();
    long wait = inbox.isEmpty() ? Math.max(0, untilNext(lookedAt)) : 0;
    carried = watch.await((wait + 999_999) / 1_000_000, this::read) > 0;
    departures.leave();
    woken.set(false);
    serveInbox();
    serveDeadlines(clock.nanos());
    sweep(clock.nanos());
  }

  /// Who carries many packets does not ask for each alone: what comes within half a millisecond of
  /// the last look is told of by one call of the system, and one waking up (docs/decisions/0194).
  private void gather() {
    long now = clock.nanos();
    long rest = Math.min(lookedAt + GATHER_NANOS - now, untilNext(now));
    if (carried && rest > LEAST_REST_NANOS) {
      LockSupport.parkNanos(rest);
    }
  }

  private long untilNext(long now) {
    Due first = deadlines.peek();
    long sweep = sweepAt - now;
    return first == null ? sweep : Math.min(sweep, first.at() - now);
  }

  private void read(Watch.Reader reader) {
    try {
      reader.readable(clock.nanos());
    } catch (IOException | RuntimeException fault) {
      count("packet", fault);
    }
  }

  private void serveInbox() {
    for (int i = 0; i < MOST_REQUESTS_AT_ONCE; i++) {
      Runnable request = inbox.poll();
      if (request == null) {
        return;
      }
      try {
        request.run();
      } catch (RuntimeException fault) {
        count("request", fault);
      }
    }
  }

  private void serveDeadlines(long now) {
    Due first = deadlines.peek();
    if (first != null && first.at() <= now) {
      lateness.note(now - first.at(), now);
    }
    while (first != null && first.at() <= now) {
      deadlines.remove();
      try {
        first.leg().due(first.at(), now);
      } catch (RuntimeException fault) {
        count("deadline", fault);
      }
      first = deadlines.peek();
    }
  }

  /// Each member has its turn four times a second. They come in parts: to look after thousands at
  /// once would keep every packet waiting for milliseconds.
  private void sweep(long now) {
    if (now - sweepAt < 0) {
      return;
    }
    if (swept == sweeping.size() && now - sweepAllAt >= 0) {
      sweeping = List.copyOf(members);
      swept = 0;
      sweepAllAt = now + SWEEP_NANOS;
    }
    int until = Math.min(sweeping.size(), swept + sweeping.size() / SWEEP_PARTS + 1);
    for (; swept < until; swept++) {
      sweep(sweeping.get(swept), now);
    }
    sweepAt = swept == sweeping.size() ? sweepAllAt : now + SWEEP_NANOS / SWEEP_PARTS;
  }

  private void sweep(LoopMember member, long now) {
    if (!members.contains(member)) {
      return;
    }
    try {
      member.sweep(now);
    } catch (RuntimeException fault) {
      count("sweep", fault);
    }
  }

  private void count(String what, Exception fault) {
    faults.increment();
    LOG.warn("event=media-fault during={} cause={}", what, fault.toString(), fault);
  }

  private void restart(Throwable fault) {
    restarts.increment();
    LOG.error("event=media-loop-restart members={}", members.size(), fault);
    LockSupport.parkNanos(RESTART_AFTER_NANOS);
    try {
      watch.close();
      watch = udp.watch();
      for (LoopMember member : new ArrayList<>(members)) {
        member.register(watch);
      }
    } catch (IOException again) {
      LOG.error("event=media-loop-restart-failed", again);
    }
  }

  /// Requests are served before and after the legs are closed: a leg that was asked for just before
  /// the end is still taken in, and whoever waits for something on it hears that it is gone.
  private void shutDown() {
    serveAll();
    closeMembers();
    stopped = true;
    serveAll();
    closeMembers();
    try {
      watch.close();
    } catch (IOException fault) {
      LOG.warn("event=media-watch-close", fault);
    }
  }

  private void serveAll() {
    while (!inbox.isEmpty()) {
      serveInbox();
    }
  }

  private void closeMembers() {
    for (LoopMember member : List.copyOf(members)) {
      try {
        member.close();
      } catch (RuntimeException fault) {
        count("close", fault);
      }
    }
  }

  /// Ends the loop with all its legs, and waits for that unless it is the loop that asks.
  void stop() throws InterruptedException {
    stopping = true;
    watch.wakeUp();
    if (!isCurrentThread()) {
      thread.join(Duration.ofSeconds(5));
    }
  }

  /// For tests of what happens when it breaks.
  Watch watch() {
    return watch;
  }

  long faults() {
    return faults.get();
  }

  long restarts() {
    return restarts.get();
  }

  /// Nanoseconds by which a deadline was served late at most, lately.
  long lateness() {
    return lateness.worst();
  }
}
