package org.hustings.core.dialing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.attempt.AttemptStore.Written;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.Explanation;
import org.hustings.core.session.SessionView;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.core.voter.PhoneNumber;

/// The engine's desk for managers and imports: what changes a number's state from outside a call.
/// Whoever asks has been let in already; access is not judged here.
///
/// Blocking, unlike [SessionDesk]: call it from a virtual thread.
public interface ManagerDesk {

  /// Replaces the disposition of an attempt, or decides an unresolved one (R20, R21).
  Correction correct(
      CampaignId campaign, UserId by, AttemptId attempt, String key, Disposition disposition);

  /// Puts a number on the do-not-call list; a preview of it is withdrawn and a ringing call ended
  /// within a second (R17).
  void listDoNotCall(
      CampaignId campaign, PhoneNumber number, Optional<UserId> by, DoNotCallList.Source source);

  /// Reopens numbers (R27); those that may not be reopened (do-not-call, callable as they are, or
  /// in a call right now) are left alone.
  ///
  /// @return those that were reopened
  List<PhoneId> reopen(CampaignId campaign, UserId by, List<PhoneId> phones);

  /// Rules anew on numbers whose voters, links or project settings have changed. Each phone is a
  /// transaction of its own.
  void ruleOn(CampaignId campaign, List<PhoneId> phones);

  /// Why a project's queue gives what it gives; empty if there is no such project.
  Optional<Explanation> explain(CampaignId campaign, ProjectId project);

  /// The homes of media that a project may wish for, by name.
  Set<String> homes();

  /// The sessions that live on this server.
  List<SessionView> live(CampaignId campaign);

  /// Another server, or a function of the database, says that a number must not be called any more:
  /// whoever has it on the screen here loses it (R17). Returns at once.
  void withdraw(CampaignId campaign, PhoneId phone);

  /// What became of a correction.
  sealed interface Correction {
    record Done(Written written) implements Correction {}

    /// @param sentence why, and what to do
    /// @param next the next possible time, when a time to call back was refused (R18)
    record Refused(String code, String sentence, Optional<Instant> next) implements Correction {}

    /// There is no such attempt.
    record Unknown() implements Correction {}
  }
}
