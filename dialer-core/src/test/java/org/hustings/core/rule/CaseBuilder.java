package org.hustings.core.rule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hustings.core.account.Volunteer;
import org.hustings.core.contract.Settings;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.UserId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Candidate;
import org.hustings.core.queue.EntryState;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.Position;
import org.hustings.core.queue.Standing;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.core.voter.PhoneStatus;

/// A case that every rule allows, but for what a test changes: Ann holds a fresh number in New
/// York, on a Wednesday morning at ten.
final class CaseBuilder {
  static final Instant TEN = Instant.parse("2026-11-18T15:00:00Z");
  static final ProjectId HERE = new ProjectId(1);
  static final ProjectId ELSEWHERE = new ProjectId(2);
  static final UserId ANN = new UserId(1);
  static final UserId BOB = new UserId(2);
  static final GroupId GROUP = new GroupId(5);
  private static final CampaignId CAMPAIGN = new CampaignId(1);

  private Settings settings = Settings.byDefault();
  private Project.Status projectStatus = Project.Status.ACTIVE;
  private EntryState state = new EntryState.Ready(new Position.Fresh(50));
  private PhoneStatus status = PhoneStatus.ACTIVE;
  private int attempts;
  private Optional<Instant> notBefore = Optional.empty();
  private Optional<Standing.Promise> callBack = Optional.empty();
  private Optional<Instant> calledElsewhereAt = Optional.empty();
  private Set<ZoneId> zones = Set.of(Settings.NEW_YORK);
  private boolean listed;
  private boolean attemptOpen;
  private Optional<Hold> held = Optional.of(hold(3));
  private Optional<Hold> ours = Optional.of(hold(3));
  private CampaignId volunteersCampaign = CAMPAIGN;
  private Instant now = TEN;

  CaseBuilder settings(Settings value) {
    settings = value;
    return this;
  }

  CaseBuilder projectStatus(Project.Status value) {
    projectStatus = value;
    return this;
  }

  CaseBuilder out(EntryState.Out.Reason reason) {
    state = new EntryState.Out(reason);
    return this;
  }

  CaseBuilder status(PhoneStatus value) {
    status = value;
    return this;
  }

  CaseBuilder attempts(int value) {
    attempts = value;
    return this;
  }

  CaseBuilder notBefore(Instant value) {
    notBefore = Optional.of(value);
    return this;
  }

  CaseBuilder callBack(ProjectId project, UserId by, Instant dueAt) {
    callBack = Optional.of(new Standing.Promise(project, by, dueAt));
    return this;
  }

  CaseBuilder calledElsewhereAt(Instant value) {
    calledElsewhereAt = Optional.of(value);
    return this;
  }

  CaseBuilder zones(ZoneId... value) {
    zones = Set.of(value);
    return this;
  }

  CaseBuilder listed() {
    listed = true;
    return this;
  }

  CaseBuilder attemptOpen() {
    attemptOpen = true;
    return this;
  }

  CaseBuilder held(Optional<Hold> value) {
    held = value;
    return this;
  }

  CaseBuilder ours(Optional<Hold> value) {
    ours = value;
    return this;
  }

  CaseBuilder ofAnotherCampaign() {
    volunteersCampaign = new CampaignId(2);
    return this;
  }

  CaseBuilder at(Instant value) {
    now = value;
    return this;
  }

  /// The hold of the number with this number of its own.
  static Hold hold(long number) {
    return new Hold(
        new PhoneId(1),
        new EntryId(1),
        new Hold.Holder.OfServer(new ServerId(new UUID(0, number))),
        number,
        TEN.plusSeconds(300));
  }

  Case build() {
    Standing standing = new Standing(status, attempts, notBefore, notBefore, callBack, Map.of());
    Candidate candidate =
        new Candidate(
            new EntryId(1),
            HERE,
            new PhoneId(1),
            new PhoneNumber("+19195550101"),
            state,
            standing,
            zones,
            listed,
            calledElsewhereAt,
            held,
            attemptOpen);
    return new Case(
        candidate,
        new Project(HERE, CAMPAIGN, "Here", projectStatus, settings.build(), 1),
        new Volunteer(ANN, volunteersCampaign, "Ann", Set.of(GROUP)),
        ours,
        now);
  }
}
