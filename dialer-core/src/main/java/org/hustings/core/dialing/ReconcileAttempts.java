package org.hustings.core.dialing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore.StoredLeg;
import org.hustings.core.call.Conclusion;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.ServerId;
import org.hustings.core.session.SessionStore.SessionRow;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.telephony.Telephony.Ordered;
import org.hustings.core.voter.PhoneNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settles what a dead server left behind (R23): ends legs that may still be up, closes its open
/// attempts by what is known of them, and ends its sessions. Harmless when repeated, and when two
/// servers do it at once.
final class ReconcileAttempts {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileAttempts.class);

  private final Office office;
  private final Dispose dispose;

  ReconcileAttempts(Office office, Dispose dispose) {
    this.office = office;
    this.dispose = dispose;
  }

  void of(ServerId dead) {
    for (Campaign campaign : office.ports().campaigns().all()) {
      List<Attempt> open = openAttempts(campaign.id(), dead);
      endLegs(campaign.id(), open, dead);
      open.forEach(attempt -> close(campaign.id(), attempt));
      endSessions(campaign.id(), dead);
    }
    office.ports().servers().buried(dead);
    LOG.info("event=dead-server-settled server={}", dead);
  }

  /// Of a leg whose dialog is not stored, the order is known: it was committed before anything was
  /// dialed.
  private void endLegs(CampaignId campaign, List<Attempt> open, ServerId dead) {
    List<StoredLeg> legs =
        office.ports().transactions().in(campaign, stores -> stores.attempts().dialogsOf(dead));
    if (office.can(Capability.HANG_UP_STORED)) {
      legs.forEach(leg -> office.telephony().hangUpStored(leg.leg(), leg.dialog()));
      ordered(campaign, open, legs).forEach(office.telephony()::hangUpOrdered);
    }
    for (StoredLeg leg : legs) {
      boolean _ =
          office
              .ports()
              .transactions()
              .in(
                  campaign,
                  stores -> {
                    stores.attempts().forgetDialog(leg.leg());
                    return true;
                  });
    }
  }

  /// The orders of which nothing came back that was stored.
  private List<Ordered> ordered(CampaignId campaign, List<Attempt> open, List<StoredLeg> stored) {
    Set<LegId> known = stored.stream().map(StoredLeg::leg).collect(Collectors.toSet());
    List<Attempt> unknown =
        open.stream()
            .filter(attempt -> attempt.end().isEmpty())
            .filter(attempt -> attempt.leg().filter(leg -> !known.contains(leg)).isPresent())
            .toList();
    return unknown.isEmpty()
        ? List.of()
        : office
            .ports()
            .transactions()
            .in(
                campaign,
                stores ->
                    unknown.stream().flatMap(attempt -> order(stores, attempt).stream()).toList());
  }

  private static Optional<Ordered> order(Stores stores, Attempt attempt) {
    Optional<PhoneNumber> callerId =
        stores.projects().find(attempt.project()).flatMap(project -> project.settings().callerId());
    return stores
        .queue()
        .candidate(attempt.entry())
        .map(entry ->
            new Ordered(
                attempt.leg().orElseThrow(),
                entry.number(),
                callerId,
                attempt.trunk().orElseThrow()));
  }

  private List<Attempt> openAttempts(CampaignId campaign, ServerId dead) {
    return office.ports().transactions().in(campaign, stores -> stores.attempts().openOf(dead));
  }

  /// One transaction for each, so that one that fails holds up no other.
  private void close(CampaignId campaign, Attempt attempt) {
    Action action = action(attempt);
    LOG.info("event=dead-attempt-settled attempt={} recorded={}", attempt.id(), action);
    Instant now = office.now();
    Dispose.Outcome outcome =
        office
            .ports()
            .transactions()
            .in(campaign, stores -> dispose.byServer(stores, attempt.id(), action, now));
    dispose.committed(campaign, outcome);
  }

  /// An attempt without any trace may have been dialed in the moment before the server died: only
  /// what was told to be surely not placed is taken for that (R22).
  static Action action(Attempt attempt) {
    boolean answered = attempt.progress().answeredAt().isPresent();
    if (attempt.progress().voicemailAt().isPresent()) {
      // Nobody knows whether the whole message was heard.
      return Action.NO_ANSWER;
    }
    return attempt
        .end()
        .map(end -> Conclusion.of(end, answered))
        .or(() -> Optional.of(answered ? Conclusion.answered() : Conclusion.ofSilence()))
        .map(Conclusion::recorded)
        .orElseThrow();
  }

  private void endSessions(CampaignId campaign, ServerId dead) {
    List<SessionRow> ended =
        office
            .ports()
            .transactions()
            .in(
                campaign,
                stores -> {
                  List<SessionRow> open = stores.sessions().openOn(dead);
                  open.forEach(row -> OpenSession.end(stores, row));
                  return open;
                });
    LOG.info("event=dead-sessions-ended campaign={} count={}", campaign, ended.size());
  }
}
