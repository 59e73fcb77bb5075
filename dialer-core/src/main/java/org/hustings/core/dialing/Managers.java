package org.hustings.core.dialing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Explanation;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Ruling;
import org.hustings.core.queue.Standing;
import org.hustings.core.session.SessionView;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.core.voter.PhoneStatus;

/// What managers and imports do to numbers.
final class Managers implements ManagerDesk {
  private final Office office;
  private final Dispose dispose;
  private final Rulings rulings;
  private final Sessions sessions;

  Managers(Office office, Dispose dispose, Rulings rulings, Sessions sessions) {
    this.office = office;
    this.dispose = dispose;
    this.rulings = rulings;
    this.sessions = sessions;
  }

  @Override
  public Correction correct(
      CampaignId campaign, UserId by, AttemptId id, String key, Disposition disposition) {
    Dispose.Command command = new Dispose.Command(id, key, disposition);
    Instant now = office.now();
    Dispose.Outcome outcome =
        office
            .ports()
            .transactions()
            .in(campaign, stores -> dispose.byManager(stores, by, command, now));
    dispose.committed(campaign, outcome);
    return switch (outcome) {
      case Dispose.Outcome.Done done -> new Correction.Done(done.written());
      case Dispose.Outcome.Refused(String code, String sentence, Optional<Instant> next) ->
          new Correction.Refused(code, sentence, next);
      case Dispose.Outcome.NoSuchAttempt _ -> new Correction.Unknown();
    };
  }

  @Override
  public void listDoNotCall(
      CampaignId campaign, PhoneNumber number, Optional<UserId> by, DoNotCallList.Source source) {
    Instant now = office.now();
    Optional<PhoneId> phone =
        office
            .ports()
            .transactions()
            .in(
                campaign,
                stores -> {
                  Optional<PhoneId> known = stores.doNotCall().add(number, by, source, now);
                  known.ifPresent(id -> rulings.rule(stores, id, now));
                  return known;
                });
    phone.ifPresent(id -> sessions.withdraw(campaign, id));
  }

  @Override
  public List<PhoneId> reopen(CampaignId campaign, UserId by, List<PhoneId> phones) {
    List<PhoneId> reopened = new ArrayList<>();
    Instant now = office.now();
    for (PhoneId phone : phones) {
      Optional<Ruling> ruling =
          office.ports().transactions().in(campaign, stores -> reopen(stores, by, phone, now));
      ruling.ifPresent(made -> {
        reopened.add(phone);
        office.promoter().saved(campaign, made);
      });
    }
    return List.copyOf(reopened);
  }

  /// R27: never for do-not-call, and not while somebody is calling the number.
  private Optional<Ruling> reopen(Stores stores, UserId by, PhoneId phone, Instant now) {
    Household household = stores.queue().lockHousehold(phone);
    Ruling before = office.law().settlement().settle(household, now);
    Standing standing = before.standings().get(phone);
    if (standing == null
        || !isReopenable(standing)
        || stores.attempts().openAt(phone).isPresent()) {
      return Optional.empty();
    }
    stores.queue().reopened(phone, by, now);
    return Optional.of(rulings.rule(stores, phone, now));
  }

  private static boolean isReopenable(Standing standing) {
    PhoneStatus status = standing.status();
    return switch (status) {
      case COMPLETED, VOICEMAIL_LEFT, REFUSED -> true;
      // Out of attempts in some project, or at least tried.
      case ACTIVE -> standing.attempts() > 0;
      // R20: what is unresolved is decided, not reopened.
      case DO_NOT_CALL, UNRESOLVED -> false;
    };
  }

  @Override
  public void ruleOn(CampaignId campaign, List<PhoneId> phones) {
    phones.forEach(phone -> office.promoter().saved(campaign, rulings.rule(campaign, phone)));
  }

  @Override
  public Optional<Explanation> explain(CampaignId campaign, ProjectId id) {
    Instant now = office.now();
    return office
        .ports()
        .transactions()
        .in(
            campaign,
            stores -> stores.projects().find(id).map(found -> explain(stores, found, now)));
  }

  private Explanation explain(Stores stores, Project project, Instant now) {
    office.promoter().catchUp(stores, project.campaign(), now);
    return stores
        .queue()
        .explain(project.id(), office.law().whenToCall().openings(project, now), now);
  }

  @Override
  public Set<String> homes() {
    return office.telephony().homes();
  }

  @Override
  public List<SessionView> live(CampaignId campaign) {
    return sessions.views(campaign);
  }

  @Override
  public void withdraw(CampaignId campaign, PhoneId phone) {
    sessions.withdraw(campaign, phone);
  }
}
