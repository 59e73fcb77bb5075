package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Two telephones, two legs of ours between them, real sockets.
@Execution(ExecutionMode.SAME_THREAD)
class BridgeOnTheWireTest {
  private static final short[] RISING = Sounds.chirp(300, 3000, Duration.ofSeconds(3));
  private static final short[] FALLING = Sounds.chirp(3100, 400, Duration.ofSeconds(3));

  /// Telephone, our leg – our leg, telephone.
  private record Call(
      Wire wire, Wire.Party caller, Wire.Party left, Wire.Party right, Wire.Party callee)
      implements AutoCloseable {
    static Call between(G711 callerSpeaks, G711 calleeSpeaks, int loops) {
      Wire wire = new Wire(MediaConfig.onLoopback(Wire.PORTS).withLoops(loops));
      Call call =
          new Call(
              wire,
              wire.party("caller"),
              wire.party("left"),
              wire.party("right"),
              wire.party("callee"));
      wire.connect(call.caller, callerSpeaks, call.left, callerSpeaks);
      wire.connect(call.callee, calleeSpeaks, call.right, calleeSpeaks);
      return call;
    }

    @Override
    public void close() {
      wire.close();
    }
  }

  @Test
  void a_bridged_call_carries_sound_both_ways_without_a_change_of_lag() {
    try (Call call = Call.between(G711.PCMU, G711.PCMU, 1)) {
      call.wire.engine.bridge(call.left.leg(), call.right.leg());

      List<Recorded> heard = talk(call);

      assertCarried(FALLING, heard.getFirst().received());
      assertCarried(RISING, heard.getLast().received());
    }
  }

  @Test
  void legs_of_different_laws_and_different_loops_understand_each_other() {
    try (Call call = Call.between(G711.PCMU, G711.PCMA, 2)) {
      call.wire.engine.bridge(call.left.leg(), call.right.leg());

      List<Recorded> heard = talk(call);

      assertCarried(FALLING, heard.getFirst().received());
      assertCarried(RISING, heard.getLast().received());
    }
  }

  @Test
  void a_bridge_that_is_cut_carries_no_more() {
    try (Call call = Call.between(G711.PCMU, G711.PCMU, 1)) {
      MediaBridge bridge = call.wire.engine.bridge(call.left.leg(), call.right.leg());
      call.wire.engine.unbridge(bridge);

      List<Recorded> heard = talk(call);

      Correlation correlation = Correlation.of(RISING, heard.getLast().received());
      assertThat(correlation.coefficient()).isLessThan(0.3);
    }
  }

  @Test
  void a_leg_that_joins_another_bridge_is_heard_there_alone() {
    try (Call call = Call.between(G711.PCMU, G711.PCMU, 1)) {
      Wire.Party next = call.wire.party("next");
      Wire.Party nextCallee = call.wire.party("next-callee");
      call.wire.connect(next, nextCallee);
      call.wire.engine.bridge(call.left.leg(), call.right.leg());
      call.wire.engine.bridge(call.left.leg(), next.leg());

      Wire.Tape atFirst = call.callee.record(Recorded.Sides.RECEIVED);
      Wire.Tape atNext = nextCallee.record(Recorded.Sides.RECEIVED);
      Wire.await(call.caller.play(RISING));

      assertCarried(RISING, atNext.stop().received());
      assertThat(Correlation.of(RISING, atFirst.stop().received()).coefficient()).isLessThan(0.3);
    }
  }

  private static List<Recorded> talk(Call call) {
    Wire.Tape atCaller = call.caller.record(Recorded.Sides.RECEIVED);
    Wire.Tape atCallee = call.callee.record(Recorded.Sides.RECEIVED);
    CompletableFuture<PlayEnd> rising = call.caller.play(RISING);
    CompletableFuture<PlayEnd> falling = call.callee.play(FALLING);
    assertThat(Wire.await(rising).how()).isEqualTo(PlayEnd.How.WHOLE);
    assertThat(Wire.await(falling).how()).isEqualTo(PlayEnd.How.WHOLE);
    return List.of(atCaller.stop(), atCallee.stop());
  }

  private static void assertCarried(short[] sound, short[] heard) {
    Correlation correlation = Correlation.of(sound, heard);
    assertThat(correlation.coefficient()).isGreaterThan(0.99);
    assertThat(correlation.start().coefficient()).isGreaterThan(0.99);
    assertThat(correlation.end().coefficient()).isGreaterThan(0.99);
    assertThat(correlation.drift()).isZero();
  }
}
