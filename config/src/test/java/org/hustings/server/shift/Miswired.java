package org.hustings.server.shift;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hustings.core.attempt.AttemptStore;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.LegEvent.PlaybackFinished;
import org.hustings.core.telephony.Telephony;

/// Errors of the engine itself, as they look from outside: an order given twice, an end not heard,
/// something not written.
final class Miswired {
  private Miswired() {}

  /// R22.
  static Wiring dialingTwice() {
    return telephony(network ->
        new PassingTelephony(network) {
          @Override
          public void originate(DialOrder order) {
            network.originate(order);
            network.originate(order);
          }
        });
  }

  /// R24.
  static Wiring leavingVotersOnTheLine() {
    Set<LegId> voters = ConcurrentHashMap.newKeySet();
    return telephony(network ->
        new PassingTelephony(network) {
          @Override
          public void originate(DialOrder order) {
            voters.add(order.leg());
            network.originate(order);
          }

          @Override
          public void hangUp(LegId leg) {
            if (!voters.contains(leg)) {
              network.hangUp(leg);
            }
          }
        });
  }

  /// R12.
  static Wiring takingMessagesFor(boolean whole) {
    return telephony(network ->
        new PassingTelephony(network) {
          @Override
          public void listen(LegListener listener) {
            network.listen(event -> listener.on(misheard(event, whole)));
          }
        });
  }

  private static LegEvent misheard(LegEvent event, boolean whole) {
    return event instanceof PlaybackFinished(var leg, var at, var playback, var _, var played)
        ? new PlaybackFinished(leg, at, playback, whole, played)
        : event;
  }

  /// R14: the rest is counted from the beginning of the call.
  static Wiring endingCallsBeforeTheyEnd() {
    return attempts(books ->
        new PassingStores.Attempts(books) {
          @Override
          public void ended(AttemptId id, LegEnd end, Instant at) {
            books.ended(id, end, books.find(id).orElseThrow().plannedAt());
          }
        });
  }

  /// R21.
  static Wiring losingSurveyAnswers() {
    return attempts(books ->
        new PassingStores.Attempts(books) {
          @Override
          public Written dispose(DispositionRow row) {
            return books.dispose(
                new DispositionRow(
                    row.attempt(),
                    row.key(),
                    withoutAnswers(row.disposition()),
                    row.by(),
                    row.at(),
                    row.retryDelay()));
          }
        });
  }

  private static Disposition withoutAnswers(Disposition right) {
    return new Disposition(
        right.code(),
        right.action(),
        right.reached(),
        right.wrongNumberFor(),
        right.callBackAt(),
        right.notes(),
        List.of());
  }

  private static Wiring telephony(UnaryOperator<Telephony> wrong) {
    return new Wiring() {
      @Override
      public Telephony telephony(Telephony network) {
        return wrong.apply(network);
      }
    };
  }

  private static Wiring attempts(UnaryOperator<AttemptStore> wrong) {
    return new Wiring() {
      @Override
      public Transactions transactions(Transactions stores) {
        return new Transactions() {
          @Override
          public <T> T in(CampaignId campaign, Function<Stores, T> work) {
            return stores.in(campaign, books -> work.apply(new PassingStores(books, wrong)));
          }
        };
      }
    };
  }
}
