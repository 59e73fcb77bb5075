package org.hustings.server.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.wire.Hearing;
import org.hustings.telephony.phonenet.wire.PhoneNetwork;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.sip.stack.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A telephone that calls voters through a [Kamailio], one call after the other, as the server does
/// for a [Caller]: it rings, is answered, is heard, and is hung up. Blocking.
final class PeerPhone implements Contestant.Line {
  private static final Logger log = LoggerFactory.getLogger(PeerPhone.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOKS_EVERY = Duration.ofMillis(10);
  private static final int DIAL_AT_ONCE = 16;

  private final Exchange exchange;

  /// What all telephones share.
  ///
  /// @param peer where they send their calls
  /// @param network in which they and the voters are
  /// @param clock of the network
  /// @param called how many numbers were called; each call has one of its own
  record Exchange(
      InetSocketAddress peer,
      PhoneNetwork network,
      InstantSource clock,
      Book book,
      AtomicLong called) {
    static Exchange at(InetSocketAddress peer, House house) {
      return new Exchange(
          peer, house.network(), house.place().clock(), Book.blank(), new AtomicLong());
    }

    private String nextNumber() {
      return "+1%d".formatted(3_365_000_000L + called.incrementAndGet());
    }
  }

  PeerPhone(Exchange exchange) {
    this.exchange = exchange;
  }

  /// Has some call somebody and stay on the line until they are closed.
  static List<VolunteerPhone> connected(Exchange exchange, int calls)
      throws InterruptedException, ExecutionException {
    List<Future<VolunteerPhone>> dialing = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(DIAL_AT_ONCE, Thread.ofVirtual().factory())) {
      for (int i = 0; i < calls; i++) {
        VolunteerPhone phone = exchange.network().phone(Optional.of(House.DIAL_IN));
        dialing.add(
            threads.submit(() -> {
              dial(phone, exchange, exchange.nextNumber());
              return phone;
            }));
      }
    }
    List<VolunteerPhone> connected = new ArrayList<>();
    for (Future<VolunteerPhone> dialed : dialing) {
      connected.add(dialed.get());
    }
    return connected;
  }

  private static void dial(VolunteerPhone phone, Exchange exchange, String number)
      throws IOException, InterruptedException {
    VolunteerPhone.Answer answer =
        phone.dial(new VolunteerPhone.Target(exchange.peer(), Transport.UDP, number));
    if (!(answer instanceof VolunteerPhone.Answer.Connected)) {
      phone.close();
      throw new IOException("the peer did not connect the call: " + answer);
    }
  }

  @Override
  public void call() throws InterruptedException {
    long began = System.nanoTime();
    String number = exchange.nextNumber();
    try (VolunteerPhone phone = exchange.network().phone(Optional.of(House.DIAL_IN))) {
      Instant commanded = exchange.clock().instant();
      dial(phone, exchange, number);
      rest(Pace.BRISK.talks());
      note(phone, number, commanded);
      phone.hangUp();
      Ring _ = await(number, ring -> !ring.open(), "the BYE never reached the carrier");
      exchange.book().whole().add(Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException e) {
      log.atWarn()
          .setMessage("a call of the bench went wrong; it is counted")
          .addKeyValue("event", "bench.call.failed")
          .addKeyValue("why", e.getMessage())
          .log();
      exchange.book().failed().add(Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private void note(VolunteerPhone phone, String number, Instant commanded)
      throws IOException, InterruptedException {
    Ring.Times times = await(number, _ -> true, "the call never reached the carrier").times();
    exchange.book().invited().add(Duration.between(commanded, times.arrivedAt()));
    Hearing hearing = awaitVoice(phone);
    Instant answered = times.answeredAt().orElseThrow(() -> new IOException("not answered"));
    exchange.book().bridged().add(Duration.between(answered, hearing.since()));
  }

  private static Hearing awaitVoice(VolunteerPhone phone) throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      Optional<Hearing> hearing = phone.hearing();
      if (hearing.isPresent()) {
        return hearing.get();
      }
      rest(LOOKS_EVERY);
    }
    throw new IOException("nothing was heard of who answered");
  }

  /// Waits until the carrier has seen it so.
  private Ring await(String number, Predicate<Ring> looksSo, String otherwise)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      List<Ring> rings = exchange.network().log().ringsOf(number);
      if (!rings.isEmpty() && looksSo.test(rings.getLast())) {
        return rings.getLast();
      }
      rest(LOOKS_EVERY);
    }
    throw new IOException(otherwise);
  }

  private static void rest(Duration pause) throws InterruptedException {
    boolean _ = new CountDownLatch(1).await(pause.toNanos(), TimeUnit.NANOSECONDS);
  }
}
