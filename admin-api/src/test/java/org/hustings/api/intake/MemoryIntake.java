package org.hustings.api.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.intake.CleanVoter;
import org.hustings.core.intake.IntakeStore;
import org.hustings.core.intake.Rejection;

/// Imports kept in memory, with what they brought.
final class MemoryIntake implements IntakeStore {
  final List<CleanVoter> voters = new ArrayList<>();
  private final List<NumberedRejection> rejections = new ArrayList<>();
  private final List<ImportView> imports = new ArrayList<>();

  @Override
  public synchronized ImportId begin(
      CampaignId campaign,
      Optional<ProjectId> project,
      String fileName,
      Optional<UserId> by,
      Instant at) {
    ImportId id = new ImportId(imports.size() + 1L);
    imports.add(
        new ImportView(
            id, project, fileName, State.RUNNING, 0, 0, 0, 0, 0, 0, "", at, Optional.empty()));
    return id;
  }

  @Override
  public synchronized Taken take(
      CampaignId campaign,
      ImportId id,
      List<CleanVoter> taken,
      List<Rejection> rejected,
      Instant at) {
    voters.addAll(taken);
    rejected.forEach(one -> rejections.add(new NumberedRejection(rejections.size() + 1L, one)));
    return new Taken(taken.size(), 0, taken.size(), List.of());
  }

  @Override
  public synchronized void finish(
      CampaignId campaign, ImportId id, State state, String message, Instant at) {
    ImportView begun = imports.get((int) id.value() - 1);
    imports.set(
        (int) id.value() - 1,
        new ImportView(
            id,
            begun.project(),
            begun.fileName(),
            state,
            voters.size() + rejectedRows(),
            voters.size(),
            0,
            voters.size(),
            rejectedRows(),
            rejections.size(),
            message,
            begun.startedAt(),
            Optional.of(at)));
  }

  @Override
  public synchronized Optional<ImportView> find(CampaignId campaign, ImportId id) {
    return imports.stream().filter(view -> view.id().equals(id)).findFirst();
  }

  @Override
  public synchronized List<ImportView> latest(CampaignId campaign, int atMost) {
    return imports.reversed().stream().limit(atMost).toList();
  }

  @Override
  public synchronized List<NumberedRejection> rejections(
      CampaignId campaign, ImportId id, long after, int atMost) {
    return rejections.stream().filter(one -> one.number() > after).limit(atMost).toList();
  }

  private long rejectedRows() {
    return rejections.stream().filter(one -> one.rejection().whole()).count();
  }
}
