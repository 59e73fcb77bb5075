package org.hustings.core.rehearsal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore;
import org.hustings.core.disposition.Addition;
import org.hustings.core.disposition.Addition.Told;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.Hold;
import org.hustings.core.rehearsal.Rows.LinkKey;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.voter.Link;

/// A campaign's attempts in memory.
final class RehearsalAttempts implements AttemptStore {
  private final Books books;

  RehearsalAttempts(Books books) {
    this.books = books;
  }

  @Override
  public boolean begin(Attempt attempt, Hold hold) {
    boolean ours =
        books
            .holds
            .find(attempt.phone())
            .filter(held -> held.number() == hold.number())
            .isPresent();
    if (!ours || books.openAttempts.has(attempt.phone())) {
      return false;
    }
    if (books.attemptRows.has(attempt.id())) {
      throw new IllegalStateException("attempt " + attempt.id() + " was begun before");
    }
    books.attemptRows.put(attempt.id(), attempt);
    books.openAttempts.put(attempt.phone(), attempt.id());
    books.attemptsAt.put(
        attempt.phone(),
        Books.with(books.attemptsAt.getOr(attempt.phone(), List.of()), attempt.id()));
    return true;
  }

  @Override
  public Optional<Attempt> find(AttemptId id) {
    return books.attemptRows.find(id);
  }

  @Override
  public Optional<File> lockFile(AttemptId id) {
    return find(id)
        .map(attempt ->
            new File(
                attempt,
                books.projectRows.get(attempt.project()),
                Set.copyOf(books.votersAt.getOr(attempt.phone(), List.of())),
                dispositionOf(id).map(row -> new Said(row.key(), row.disposition().action()))));
  }

  @Override
  public void progress(AttemptId id, Attempt.Progress progress) {
    books.attemptRows.change(
        id,
        attempt ->
            with(
                attempt,
                attempt.progress().endedAt().map(at -> progress.ended(at)).orElse(progress),
                attempt.end()));
  }

  @Override
  public void ended(AttemptId id, LegEnd end, Instant at) {
    books.attemptRows.change(
        id,
        attempt ->
            attempt.end().isPresent()
                ? attempt
                : with(attempt, attempt.progress().ended(at), Optional.of(end)));
  }

  private static Attempt with(Attempt attempt, Attempt.Progress progress, Optional<LegEnd> end) {
    return new Attempt(
        attempt.id(),
        attempt.campaign(),
        attempt.project(),
        attempt.entry(),
        attempt.phone(),
        attempt.session(),
        attempt.volunteer(),
        attempt.server(),
        attempt.leg(),
        attempt.trunk(),
        attempt.plannedAt(),
        progress,
        end,
        attempt.presented(),
        attempt.dialed());
  }

  @Override
  public void storeDialog(LegId leg, ServerId server, String dialog) {
    books.dialogs.put(leg, new Dialog(leg, server, dialog));
  }

  @Override
  public void forgetDialog(LegId leg) {
    books.dialogs.remove(leg);
  }

  @Override
  public List<StoredLeg> dialogsOf(ServerId server) {
    return books.dialogs.all().stream()
        .filter(dialog -> dialog.server().equals(server))
        .map(dialog -> new StoredLeg(dialog.leg(), dialog.text()))
        .toList();
  }

  @Override
  public List<Attempt> openOf(ServerId server) {
    return books.openAttempts.all().stream()
        .map(books.attemptRows::get)
        .filter(attempt -> attempt.server().equals(server))
        .toList();
  }

  @Override
  public Optional<Attempt> openAt(PhoneId phone) {
    return books.openAttempts.find(phone).map(books.attemptRows::get);
  }

  @Override
  public Written dispose(DispositionRow row) {
    Attempt attempt = books.attemptRows.get(row.attempt());
    List<DispositionRow> before = books.dispositions.getOr(row.attempt(), List.of());
    if (before.stream().anyMatch(earlier -> earlier.key().equals(row.key()))) {
      return Written.REPEATED;
    }
    books.dispositions.put(row.attempt(), Books.with(before, read(row)));
    row.disposition().additions().forEach(addition -> add(addition, row.by()));
    if (!before.isEmpty()) {
      return Written.CORRECTION;
    }
    books.openAttempts.remove(attempt.phone());
    return Written.NEW;
  }

  /// What is read of it later.
  private static DispositionRow read(DispositionRow row) {
    return new DispositionRow(
        row.attempt(), row.key(), row.disposition().asRead(), row.by(), row.at(), row.retryDelay());
  }

  private void add(Addition addition, Optional<UserId> by) {
    VoterId voter = addition.voter();
    if (!addition.told().equals(Told.NOTHING)) {
      books.told.put(voter, addition.told().over(books.told.getOr(voter, Told.NOTHING)));
    }
    addition
        .number()
        .ifPresent(other -> {
          PhoneId phone =
              books
                  .phoneByNumber
                  .find(other.number())
                  .orElseGet(() -> books.addPhone(other.number(), other.numberZones()));
          if (!books.links.has(new LinkKey(voter, phone))) {
            books.addLink(new Link(voter, phone, Addition.SCORE, Link.toldTo(by), false));
          }
        });
  }

  @Override
  public Optional<DispositionRow> dispositionOf(AttemptId id) {
    return books.dispositions.find(id).map(List::getLast);
  }

  record Dialog(LegId leg, ServerId server, String text) {}
}
