package org.hustings.core.dialing;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.hustings.core.dialing.EngineMetrics.Invariant;
import org.hustings.core.dialing.EngineMetrics.LegKind;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.CallMeOrder;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.RingOrder;
import org.hustings.core.telephony.Telephony;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows whose leg is whose, and brings what happens on a leg to its owner: the reception, a
/// session, or the runner of a voicemail. Called on network threads; only enqueues.
final class Switchboard implements Telephony.LegListener {
  private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

  private final Telephony telephony;
  private final EngineMetrics metrics;
  private final Map<LegId, Line> lines = new ConcurrentHashMap<>();
  private final Consumer<LegEvent.Offered> reception;
  private volatile Runnable oneLess = () -> {};

  Switchboard(Telephony telephony, EngineMetrics metrics, Consumer<LegEvent.Offered> reception) {
    this.telephony = requireNonNull(telephony, "telephony");
    this.metrics = requireNonNull(metrics, "metrics");
    this.reception = requireNonNull(reception, "reception");
  }

  /// The one way in which a voter is called (R22): each leg at most once.
  void dial(DialOrder order, Consumer<LegEvent> owner) {
    begin(order, LegKind.VOTER, owner);
    telephony.originate(order);
  }

  /// The one way in which a volunteer is called: each leg at most once.
  void call(CallMeOrder order, Consumer<LegEvent> owner) {
    begin(order, LegKind.CALLER, owner);
    telephony.callVolunteer(order);
  }

  private void begin(RingOrder order, LegKind kind, Consumer<LegEvent> owner) {
    if (lines.putIfAbsent(order.leg(), new Line(kind, owner)) != null) {
      metrics.broken(Invariant.DOUBLE_DIAL);
      order.permit().close();
      throw new IllegalStateException("leg " + order.leg() + " was ordered before");
    }
    metrics.legOpened(kind);
  }

  /// From now on the leg is somebody's, or somebody else's. The new owner must take the events that
  /// the old one was still to be told.
  void own(LegId leg, LegKind kind, Consumer<LegEvent> owner) {
    Line before = lines.put(leg, new Line(kind, owner));
    if (before != null) {
      metrics.legClosed(before.kind);
    }
    metrics.legOpened(kind);
  }

  /// The provider never told the leg's end.
  void lost(LegId leg) {
    LOG.error("no end was told leg={}", leg);
    metrics.broken(Invariant.LEG_LOST);
    Line line = lines.remove(leg);
    if (line != null) {
      metrics.legClosed(line.kind);
      oneLess.run();
    }
  }

  int open() {
    return lines.size();
  }

  /// Told whenever a leg is over.
  void onOneLess(Runnable listener) {
    oneLess = listener;
  }

  @Override
  public void on(LegEvent event) {
    if (event instanceof LegEvent.Offered offered) {
      reception.accept(offered);
      return;
    }
    boolean ended = event instanceof LegEvent.Ended;
    Line line = ended ? lines.remove(event.leg()) : lines.get(event.leg());
    if (line != null) {
      if (ended) {
        metrics.legClosed(line.kind);
      } else if (event instanceof LegEvent.MediaSilent silent) {
        silent(line.kind, silent);
      }
      line.owner.accept(event);
      if (ended) {
        oneLess.run();
      }
    } else if (!ended) {
      LOG.error("a leg that nobody owns leg={} event={}", event.leg(), event.getClass());
      metrics.broken(Invariant.LEG_WITHOUT_OWNER);
      telephony.hangUp(event.leg());
    }
  }

  /// Once for each silence, however long it lasts.
  private void silent(LegKind kind, LegEvent.MediaSilent silent) {
    metrics.legSilent(kind);
    LOG.atWarn()
        .setMessage(
            "Nothing is heard of a leg, and it is asked whether it is up. One is a telephone that"
                + " died; several at once are a network: see VolunteersSilent")
        .addKeyValue("event", "leg-silent")
        .addKeyValue("leg", silent.leg())
        .addKeyValue("kind", kind)
        .addKeyValue("since", silent.since())
        .log();
  }

  private record Line(LegKind kind, Consumer<LegEvent> owner) {}
}
