package org.hustings.schema.engine;

import java.util.Optional;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.Attempt.Progress;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.schema.generated.tables.records.AttemptRecord;
import org.hustings.schema.json.EvidenceJson;

/// Between rows of `attempt` and attempts.
final class AttemptRows {
  private AttemptRows() {}

  static AttemptRecord row(Attempt attempt) {
    AttemptRecord row = new AttemptRecord();
    row.setCampaignId(attempt.campaign().value());
    row.setId(attempt.id().value());
    row.setProjectId(attempt.project().value());
    row.setEntryId(attempt.entry().value());
    row.setPhoneId(attempt.phone().value());
    row.setSessionId(attempt.session().value());
    row.setUserId(attempt.volunteer().value());
    row.setServerId(attempt.server().value());
    row.setLegId(attempt.leg().map(LegId::value).orElse(null));
    row.setTrunk(attempt.trunk().orElse(null));
    row.setPlannedAt(attempt.plannedAt());
    row.setPresented(EvidenceJson.write(attempt.presented()));
    row.setDialed(EvidenceJson.write(attempt.dialed()));
    setProgress(row, attempt.progress());
    attempt.end().ifPresent(end -> setEnd(row, end));
    return row;
  }

  static void setProgress(AttemptRecord row, Progress progress) {
    row.setAcceptedAt(progress.acceptedAt().orElse(null));
    row.setRingingAt(progress.ringingAt().orElse(null));
    row.setAnsweredAt(progress.answeredAt().orElse(null));
    row.setVoicemailAt(progress.voicemailAt().orElse(null));
    row.setEndedAt(progress.endedAt().orElse(null));
  }

  static void setEnd(AttemptRecord row, LegEnd end) {
    row.setOutcome(end.outcome().name());
    row.setBlame(end.blame().name());
    row.setEndedBy(end.by().name());
    row.setPlaced(end.placed().name());
    row.setRang(end.rang());
    row.setCode(end.code());
  }

  static Attempt attempt(AttemptRecord row) {
    return new Attempt(
        new AttemptId(row.getId()),
        new CampaignId(row.getCampaignId()),
        new ProjectId(row.getProjectId()),
        new EntryId(row.getEntryId()),
        new PhoneId(row.getPhoneId()),
        new SessionId(row.getSessionId()),
        new UserId(row.getUserId()),
        new ServerId(row.getServerId()),
        Optional.ofNullable(row.getLegId()).map(LegId::new),
        Optional.ofNullable(row.getTrunk()),
        row.getPlannedAt(),
        progress(row),
        Optional.ofNullable(row.getOutcome()).map(outcome -> end(row, outcome)),
        EvidenceJson.read(row.getPresented()),
        EvidenceJson.read(row.getDialed()));
  }

  private static Progress progress(AttemptRecord row) {
    return new Progress(
        Optional.ofNullable(row.getAcceptedAt()),
        Optional.ofNullable(row.getRingingAt()),
        Optional.ofNullable(row.getAnsweredAt()),
        Optional.ofNullable(row.getVoicemailAt()),
        Optional.ofNullable(row.getEndedAt()));
  }

  private static LegEnd end(AttemptRecord row, String outcome) {
    return new LegEnd(
        LegEnd.Outcome.valueOf(outcome),
        LegEnd.Blame.valueOf(row.getBlame()),
        LegEnd.By.valueOf(row.getEndedBy()),
        LegEnd.Placed.valueOf(row.getPlaced()),
        row.getRang(),
        row.getCode());
  }
}
