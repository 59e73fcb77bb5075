package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hustings.telephony.media.udp.Udp;
import org.hustings.telephony.media.udp.Watch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A loop looks after its members in parts: more members than parts.
final class SweepTest {
  private static final int MEMBERS = 60;

  private MediaLoop loop;

  @BeforeEach
  void start() throws IOException {
    loop = MediaLoop.start("sweeping", MediaClock.ofTheMachine(), Udp.ofThisSystem());
  }

  @AfterEach
  void stop() throws InterruptedException {
    loop.stop();
  }

  /// Counts how often it was looked after. On the loop only.
  private static final class Member implements LoopMember {
    private CountDownLatch due = new CountDownLatch(0);
    private int sweeps;

    @Override
    public void register(Watch watch) {}

    @Override
    public void sweep(long now) {
      sweeps++;
      due.countDown();
    }

    @Override
    public void close() {}
  }

  @Test
  void each_member_has_its_turn_and_who_has_left_has_none() throws Exception {
    List<Member> stay = Stream.generate(Member::new).limit(MEMBERS).toList();
    List<Member> leave = Stream.generate(Member::new).limit(MEMBERS).toList();
    onLoop(() -> adopt(stay, leave));
    awaitSweeps(stay);
    awaitSweeps(leave);

    CompletableFuture<Integer> before = new CompletableFuture<>();
    loop.execute(() -> {
      leave.forEach(loop::release);
      before.complete(sweeps(leave));
    });
    awaitSweeps(stay);

    CompletableFuture<Integer> after = new CompletableFuture<>();
    loop.execute(() -> after.complete(sweeps(leave)));
    assertThat(after.get(30, TimeUnit.SECONDS)).isEqualTo(before.get(30, TimeUnit.SECONDS));
  }

  private void adopt(List<Member> stay, List<Member> leave) {
    try {
      for (int i = 0; i < MEMBERS; i++) {
        loop.adopt(stay.get(i));
        loop.adopt(leave.get(i));
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /// Each has two more turns: the first may have been under way.
  private void awaitSweeps(List<Member> members) throws Exception {
    List<CountDownLatch> latches = members.stream().map(_ -> new CountDownLatch(2)).toList();
    onLoop(() -> {
      for (int i = 0; i < members.size(); i++) {
        members.get(i).due = latches.get(i);
      }
    });
    for (CountDownLatch latch : latches) {
      assertThat(latch.await(30, TimeUnit.SECONDS)).as("each had its turn").isTrue();
    }
  }

  private static int sweeps(List<Member> members) {
    return members.stream().mapToInt(member -> member.sweeps).sum();
  }

  private void onLoop(Runnable work) throws Exception {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    loop.execute(() -> {
      work.run();
      done.complete(true);
    });
    assertThat(done.get(30, TimeUnit.SECONDS)).isTrue();
  }
}
