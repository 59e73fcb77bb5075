package org.hustings.core.dialing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.SessionId;
import org.hustings.core.session.SessionStore.Beat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down that sessions live and what they have cost (R25): those of one campaign whose beats
/// fall together in one transaction, so that a thousand volunteers do not queue up at their
/// campaign's one balance.
///
/// Nothing is tried again: what could not be written, the session's next beat says anew, for it
/// says sums. Callable from any thread; never blocks.
final class Timekeeper {
  private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);

  /// So long the first of those that fall together waits for the rest.
  static final Duration TOGETHER = Duration.ofMillis(50);

  /// More than these would keep each other's rows locked for too long.
  private static final int MOST_AT_ONCE = 200;

  private final EnginePorts ports;
  private final Unwritten unwritten;
  private final Map<CampaignId, Sheet> sheets = new ConcurrentHashMap<>();

  Timekeeper(EnginePorts ports, Unwritten unwritten) {
    this.ports = ports;
    this.unwritten = unwritten;
  }

  /// What is to be written of one session.
  ///
  /// @param charge empty for one that is free (R26)
  /// @param charged hears the campaign's balance after the charge; must only enqueue
  record Line(Beat beat, Optional<Charge> charge, Consumer<Money> charged) {
    SessionId session() {
      return beat.session();
    }
  }

  void note(CampaignId campaign, Line line) {
    sheets.computeIfAbsent(campaign, Sheet::new).note(line);
  }

  /// The sessions of one campaign.
  private final class Sheet {
    private final CampaignId campaign;
    private final Map<SessionId, Line> waiting = new LinkedHashMap<>();
    private boolean open;

    Sheet(CampaignId campaign) {
      this.campaign = campaign;
    }

    void note(Line line) {
      synchronized (this) {
        waiting.put(line.session(), line);
        if (open) {
          return;
        }
        open = true;
        unwritten.oneMore();
      }
      ports
          .time()
          .timers()
          .after(
              TOGETHER,
              () ->
                  ports.time().runners().run("heartbeats of campaign " + campaign, this::writeAll));
    }

    private void writeAll() {
      for (List<Line> together = take(); !together.isEmpty(); together = take()) {
        if (!write(together)) {
          forget();
        }
      }
      unwritten.oneLess();
    }

    private synchronized List<Line> take() {
      List<Line> together = new ArrayList<>();
      Iterator<Line> next = waiting.values().iterator();
      while (together.size() < MOST_AT_ONCE && next.hasNext()) {
        together.add(next.next());
        next.remove();
      }
      open = !together.isEmpty();
      return together;
    }

    private synchronized void forget() {
      waiting.clear();
    }

    /// One session whose line is refused is no reason to keep back the others': then each is
    /// written by itself.
    ///
    /// @return false if the store is away
    private boolean write(List<Line> together) {
      try {
        ports
            .transactions()
            .in(campaign, stores -> keep(stores, together))
            .ifPresent(balance -> tell(together, balance));
        return true;
      } catch (StoreUnavailable unavailable) {
        LOG.warn("event=store-unavailable work=heartbeat cause={}", unavailable.getMessage());
        ports.metrics().storeUnavailable();
        return false;
      } catch (RuntimeException broken) {
        LOG.error("heartbeat failed campaign={} sessions={}", campaign, together.size(), broken);
        ports.metrics().broken(EngineMetrics.Invariant.RUNNER_FAILED);
        return together.size() == 1 || together.stream().allMatch(line -> write(List.of(line)));
      }
    }
  }

  private static void tell(List<Line> lines, Money balance) {
    lines.stream()
        .filter(line -> line.charge().isPresent())
        .forEach(line -> line.charged().accept(balance));
  }

  /// @return the balance, if anybody was charged
  private static Optional<Money> keep(Stores stores, List<Line> lines) {
    stores.sessions().heartbeat(lines.stream().map(Line::beat).toList());
    List<Charge> charges = lines.stream().flatMap(line -> line.charge().stream()).toList();
    return charges.isEmpty() ? Optional.empty() : Optional.of(stores.credits().charge(charges));
  }
}
