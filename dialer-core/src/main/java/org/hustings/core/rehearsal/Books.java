package org.hustings.core.rehearsal;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore;
import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.credit.CreditStore;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.disposition.Addition.Told;
import org.hustings.core.disposition.Fact;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectStore;
import org.hustings.core.queue.Hold;
import org.hustings.core.queue.QueueStore;
import org.hustings.core.queue.Standing;
import org.hustings.core.recording.Recording;
import org.hustings.core.rehearsal.Rows.EntryRow;
import org.hustings.core.rehearsal.Rows.LedgerRow;
import org.hustings.core.rehearsal.Rows.LinkKey;
import org.hustings.core.rehearsal.Rows.PhoneRow;
import org.hustings.core.rehearsal.Rows.TargetKey;
import org.hustings.core.rehearsal.Rows.VoterRow;
import org.hustings.core.session.SessionStore;
import org.hustings.core.session.SessionStore.SessionRow;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.core.voter.Link;
import org.hustings.core.voter.PhoneNumber;

/// All that is known of one campaign. One transaction at a time: within it everything is seen at
/// once, and if it throws everything is as it was.
final class Books implements Stores {
  final Campaign campaign;
  final Undo undo = new Undo();
  final ReadyIndex readyIndex = new ReadyIndex();

  final Table<VoterId, VoterRow> voters = new Table<>(undo);
  final Table<VoterId, Told> told = new Table<>(undo);
  final Table<PhoneId, PhoneRow> phones = new Table<>(undo);
  final Table<PhoneNumber, PhoneId> phoneByNumber = new Table<>(undo);
  final Table<LinkKey, Link> links = new Table<>(undo);
  final Table<VoterId, List<PhoneId>> phonesOf = new Table<>(undo);
  final Table<PhoneId, List<VoterId>> votersAt = new Table<>(undo);
  final Table<TargetKey, Boolean> doneByTarget = new Table<>(undo);
  final Table<VoterId, List<ProjectId>> targetsOf = new Table<>(undo);
  final Table<ProjectId, Project> projectRows = new Table<>(undo);
  final Table<RecordingId, Recording> recordings = new Table<>(undo);

  final Table<EntryId, EntryRow> entries = new Table<>(undo, readyIndex);
  final Table<PhoneId, List<EntryId>> entriesAt = new Table<>(undo);
  final Table<PhoneId, Hold> holds = new Table<>(undo);
  final Table<PhoneId, List<Fact.Reopened>> reopenings = new Table<>(undo);
  final Table<PhoneNumber, List<DoNotCallList.Source>> doNotCallSources = new Table<>(undo);

  final Table<AttemptId, Attempt> attemptRows = new Table<>(undo);
  final Table<PhoneId, List<AttemptId>> attemptsAt = new Table<>(undo);
  final Table<PhoneId, AttemptId> openAttempts = new Table<>(undo);
  final Table<AttemptId, List<DispositionRow>> dispositions = new Table<>(undo);
  final Table<LegId, RehearsalAttempts.Dialog> dialogs = new Table<>(undo);

  final Table<SessionId, SessionRow> sessionRows = new Table<>(undo);
  final Table<UserId, List<SessionId>> sessionsOf = new Table<>(undo);
  final Table<Integer, LedgerRow> ledger = new Table<>(undo);
  final Table<SessionId, Money> chargedTo = new Table<>(undo);
  final Table<CampaignId, Money> balances = new Table<>(undo);
  final Table<String, LedgerRow> topUps = new Table<>(undo);

  private final ReentrantLock lock = new ReentrantLock();
  private final RehearsalQueue queue = new RehearsalQueue(this);
  private final RehearsalAttempts attempts = new RehearsalAttempts(this);
  private final RehearsalSessions sessions = new RehearsalSessions(this);
  private final RehearsalProjects projects = new RehearsalProjects(this);
  private final RehearsalCredits credits = new RehearsalCredits(this);
  private final RehearsalDoNotCall doNotCall = new RehearsalDoNotCall(this);
  private long lastId;

  Books(Campaign campaign) {
    this.campaign = campaign;
  }

  <T> T in(Function<Stores, T> work) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("a transaction within a transaction");
    }
    lock.lock();
    try {
      T result = work.apply(this);
      undo.forget();
      return result;
    } finally {
      // Whatever was thrown, on success there is nothing left to undo.
      undo.rollBack();
      lock.unlock();
    }
  }

  /// Rises for ever, also over transactions that were rolled back.
  long nextId() {
    return ++lastId;
  }

  PhoneId addPhone(PhoneNumber number, Set<ZoneId> numberZones) {
    PhoneId id = new PhoneId(nextId());
    Set<ZoneId> zones = Set.copyOf(numberZones);
    phones.put(id, new PhoneRow(id, number, zones, zones, Standing.NEW));
    phoneByNumber.put(number, id);
    return id;
  }

  void addLink(Link link) {
    links.put(new LinkKey(link.voter(), link.phone()), link);
    phonesOf.put(link.voter(), with(phonesOf.getOr(link.voter(), List.of()), link.phone()));
    votersAt.put(link.phone(), with(votersAt.getOr(link.phone(), List.of()), link.voter()));
  }

  static <T> List<T> with(List<T> list, T added) {
    return Stream.concat(list.stream(), Stream.of(added)).toList();
  }

  @Override
  public QueueStore queue() {
    return queue;
  }

  @Override
  public AttemptStore attempts() {
    return attempts;
  }

  @Override
  public SessionStore sessions() {
    return sessions;
  }

  @Override
  public ProjectStore projects() {
    return projects;
  }

  @Override
  public CreditStore credits() {
    return credits;
  }

  @Override
  public DoNotCallList doNotCall() {
    return doNotCall;
  }
}
