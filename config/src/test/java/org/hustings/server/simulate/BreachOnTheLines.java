package org.hustings.server.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony;
import org.hustings.server.shift.PassingTelephony;

/// Errors that break one thing which must hold on the lines at every moment.
final class BreachOnTheLines {
  private BreachOnTheLines() {}

  /// The channel is free before the call is ordered.
  static Tampering dialingWithoutAChannel() {
    return dialing((network, order) -> {
      order.permit().close();
      network.originate(order);
    });
  }

  /// The channel is free while the call is up.
  static Tampering freeingChannelsEarly() {
    return dialing((network, order) -> {
      network.originate(order);
      order.permit().close();
    });
  }

  /// R4: one call becomes two.
  static Tampering dialingTwice() {
    return dialing((network, order) -> {
      network.originate(order);
      network.originate(
          new DialOrder(
              new LegId(UUID.nameUUIDFromBytes(order.leg().toString().getBytes(UTF_8))),
              order.to(),
              order.callerId(),
              order.ringFor(),
              order.machineHint(),
              order.permit()));
    });
  }

  /// A channel for the call, and one for nobody.
  static Tampering takingTwoChannels() {
    return telephony(right ->
        new PassingTelephony(right) {
          @Override
          public Admission admit(Instant now) {
            Admission _ = network.admit(now);
            return network.admit(now);
          }
        });
  }

  /// R17: what rings goes on ringing.
  static Tampering lettingItRing() {
    Set<LegId> answered = new HashSet<>();
    return telephony(right ->
        new PassingTelephony(right) {
          @Override
          public void listen(LegListener listener) {
            network.listen(event -> {
              if (event instanceof LegEvent.Answered) {
                answered.add(event.leg());
              }
              listener.on(event);
            });
          }

          @Override
          public void hangUp(LegId leg) {
            if (answered.contains(leg)) {
              network.hangUp(leg);
            }
          }
        });
  }

  /// What is told of an answer is not taken.
  static Tampering stumblingOverAnswers() {
    return telephony(right ->
        new PassingTelephony(right) {
          @Override
          public void listen(LegListener listener) {
            network.listen(event -> {
              if (event instanceof LegEvent.Answered) {
                throw new IllegalStateException("planted");
              }
              listener.on(event);
            });
          }
        });
  }

  private static Tampering telephony(UnaryOperator<Telephony> wrong) {
    return new Tampering() {
      @Override
      public Telephony telephony(Telephony right) {
        return wrong.apply(right);
      }
    };
  }

  private static Tampering dialing(BiConsumer<Telephony, DialOrder> wrong) {
    return telephony(right ->
        new PassingTelephony(right) {
          @Override
          public void originate(DialOrder order) {
            wrong.accept(network, order);
          }
        });
  }
}
