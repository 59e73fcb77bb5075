package org.hustings.core.dialing;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.account.Volunteer;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.attempt.AttemptStore.File;
import org.hustings.core.attempt.AttemptStore.Written;
import org.hustings.core.dialing.EngineMetrics.Invariant;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.Ruling;

/// Writes the outcome of an attempt and all that follows from it in one transaction (R21): the
/// disposition with answers, flags and notes, what the rules make of the number's facts, and the
/// end of the hold.
final class Dispose {
  /// The key of what the server records by itself; a volunteer's or manager's never equals it, for
  /// clients' keys are prefixed by the interface that takes them.
  static final String BY_SERVER = "server";

  private final Office office;
  private final Rulings rulings;
  private final DispositionCheck check;

  Dispose(Office office, Rulings rulings) {
    this.office = office;
    this.rulings = rulings;
    this.check = new DispositionCheck(office.law().whenToCall());
  }

  /// What came of it.
  sealed interface Outcome {
    /// @param ruling what the rules made of it; empty if nothing changed
    record Done(PhoneId phone, Written written, Action action, Optional<Ruling> ruling)
        implements Outcome {
      static Done repeated(File file) {
        return new Done(
            file.attempt().phone(),
            Written.REPEATED,
            file.standing().orElseThrow().action(),
            Optional.empty());
      }
    }

    record Refused(String code, String sentence, Optional<Instant> next) implements Outcome {}

    record NoSuchAttempt() implements Outcome {}
  }

  /// By the volunteer who called.
  ///
  /// @param correctable an outcome that stands already may be replaced: it is their last call (R21)
  Outcome byVolunteer(
      Stores stores, Volunteer volunteer, Command command, boolean correctable, Instant now) {
    Optional<File> found =
        stores
            .attempts()
            .lockFile(command.attempt())
            .filter(file -> file.attempt().volunteer().equals(volunteer.id()));
    if (found.isEmpty()) {
      return new Outcome.NoSuchAttempt();
    }
    File file = found.get();
    if (file.standing().filter(said -> said.key().equals(command.key())).isPresent()) {
      return Outcome.Done.repeated(file);
    }
    // R20: what nobody has decided yet, the volunteer may still decide.
    boolean undecided =
        file.standing().filter(said -> said.action() != Action.UNRESOLVED).isEmpty();
    if (!undecided && !correctable) {
      return new Outcome.Refused(
          "too-late-to-correct",
          "This call has an outcome, and you have made another call since."
              + " Ask a manager to correct it.",
          Optional.empty());
    }
    return checked(stores, file, command, Optional.of(volunteer.id()), now);
  }

  /// By a manager, at any time (R21).
  Outcome byManager(Stores stores, UserId manager, Command command, Instant now) {
    return stores
        .attempts()
        .lockFile(command.attempt())
        .map(file -> checked(stores, file, command, Optional.of(manager), now))
        .orElseGet(Outcome.NoSuchAttempt::new);
  }

  /// What is to be written.
  ///
  /// @param key the same key again changes nothing
  record Command(AttemptId attempt, String key, Disposition disposition) {}

  /// By the server, if nobody has said anything yet: the suggestion after the grace (R20), what was
  /// never placed (R22), a played message (R12), what a dead server left (R23).
  Outcome byServer(Stores stores, AttemptId id, Action action, Instant now) {
    Optional<File> file = stores.attempts().lockFile(id);
    if (file.isEmpty()) {
      return new Outcome.NoSuchAttempt();
    }
    if (file.get().standing().isPresent()) {
      return Outcome.Done.repeated(file.get());
    }
    Command command = new Command(id, BY_SERVER, Disposition.plain(action));
    return write(stores, file.get(), command, Optional.empty(), now);
  }

  private Outcome checked(
      Stores stores, File file, Command command, Optional<UserId> by, Instant now) {
    return check
        .problemWith(stores, file, command.disposition(), now)
        .<Outcome>map(problem -> problem)
        .orElseGet(() -> write(stores, file, command, by, now));
  }

  private Outcome write(
      Stores stores, File file, Command command, Optional<UserId> by, Instant now) {
    Attempt attempt = file.attempt();
    Written written =
        stores
            .attempts()
            .dispose(
                new DispositionRow(
                    attempt.id(),
                    command.key(),
                    command.disposition(),
                    by,
                    now,
                    file.project().settings().retryDelay()));
    Optional<Ruling> ruling =
        written == Written.REPEATED
            ? Optional.empty()
            : Optional.of(rulings.rule(stores, attempt.phone(), now));
    if (written == Written.NEW && !stores.queue().release(attempt.phone())) {
      office.metrics().broken(Invariant.CLAIM_SETTLED_TWICE);
    }
    return new Outcome.Done(attempt.phone(), written, command.disposition().action(), ruling);
  }

  /// To be told when the transaction is durable.
  void committed(CampaignId campaign, Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      done.ruling().ifPresent(ruling -> office.promoter().saved(campaign, ruling));
      if (done.written() == Written.NEW) {
        office.metrics().disposed(done.action());
      }
      // R17: a correction can come while the number is on somebody else's screen.
      if (done.action() == Action.DO_NOT_CALL) {
        office.withdraw().accept(campaign, done.phone());
      }
    }
  }
}
