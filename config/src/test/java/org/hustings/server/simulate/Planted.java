package org.hustings.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.ServerId;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.time.Timers;
import org.hustings.server.shift.PassingStores;
import org.hustings.server.shift.PassingTelephony;

/// Errors as they are made: each would work on a day on which nothing fails.
final class Planted implements Tampering {
  private UnaryOperator<Telephony> telephony = right -> right;
  private UnaryOperator<Transactions> transactions = right -> right;
  private boolean byTheWall;

  private Planted() {}

  static Planted dialingSilenceAgain() {
    Planted planted = new Planted();
    planted.telephony = Impatient::new;
    return planted;
  }

  static Planted hangingUpByTheBooks() {
    List<Runnable> waiting = new ArrayList<>();
    boolean[] away = {false};
    Planted planted = new Planted();
    planted.telephony =
        right ->
            new PassingTelephony(right) {
              @Override
              public void hangUp(LegId leg) {
                if (away[0]) {
                  waiting.add(() -> network.hangUp(leg));
                } else {
                  network.hangUp(leg);
                }
              }
            };
    planted.transactions =
        right ->
            new Transactions() {
              @Override
              public <T> T in(CampaignId campaign, Function<Stores, T> work) {
                away[0] = true;
                T done = right.in(campaign, work);
                away[0] = false;
                waiting.forEach(Runnable::run);
                waiting.clear();
                return done;
              }
            };
    return planted;
  }

  static Planted forgettingAttempts() {
    return attempts(books ->
        new PassingStores.Attempts(books) {
          @Override
          public List<Attempt> openOf(ServerId server) {
            return List.of();
          }
        });
  }

  static Planted forgettingDialogs() {
    return attempts(books ->
        new PassingStores.Attempts(books) {
          @Override
          public List<StoredLeg> dialogsOf(ServerId server) {
            return List.of();
          }
        });
  }

  /// The referee reads the books themselves, where this hides nothing.
  private static Planted attempts(UnaryOperator<AttemptStore> wrong) {
    Planted planted = new Planted();
    planted.transactions =
        right ->
            new Transactions() {
              @Override
              public <T> T in(CampaignId campaign, Function<Stores, T> work) {
                return right.in(campaign, books -> work.apply(new PassingStores(books, wrong)));
              }
            };
    return planted;
  }

  static Planted tryingAgain() {
    Planted planted = new Planted();
    planted.transactions =
        right ->
            new Transactions() {
              @Override
              public <T> T in(CampaignId campaign, Function<Stores, T> work) {
                try {
                  return right.in(campaign, work);
                } catch (StoreUnavailable _) {
                  return right.in(campaign, work);
                }
              }
            };
    return planted;
  }

  static Planted measuringByTheWall() {
    Planted planted = new Planted();
    planted.byTheWall = true;
    return planted;
  }

  @Override
  public Telephony telephony(Telephony right) {
    return telephony.apply(right);
  }

  @Override
  public Transactions transactions(Transactions right) {
    return transactions.apply(right);
  }

  @Override
  public Timers timers(Timers right, InstantSource clock) {
    return byTheWall ? new ByTheWall(right, clock) : right;
  }

  /// Dials once more what nobody said a word to.
  private static final class Impatient extends PassingTelephony {
    private final Map<LegId, DialOrder> orders = new HashMap<>();

    Impatient(Telephony right) {
      super(right);
    }

    @Override
    public void originate(DialOrder order) {
      orders.put(order.leg(), order);
      network.originate(order);
    }

    @Override
    public void listen(LegListener listener) {
      network.listen(event -> {
        boolean silence =
            event instanceof LegEvent.Ended ended
                && ended.end().outcome() == LegEnd.Outcome.UNKNOWN;
        DialOrder again = silence ? orders.remove(event.leg()) : null;
        if (again == null) {
          listener.on(event);
        } else {
          network.originate(again);
        }
      });
    }
  }

  private record ByTheWall(Timers right, InstantSource clock) implements Timers {
    @Override
    public Timer at(Instant at, Runnable action) {
      return right.at(at, action);
    }

    @Override
    public Timer after(Duration wait, Runnable action) {
      return right.after(wait, action);
    }

    @Override
    public Duration elapsed() {
      return Duration.between(Instant.EPOCH, clock.instant());
    }
  }
}
