package org.hustings.api;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.hustings.api.account.RememberedSignIns;
import org.hustings.core.account.InvitationStore;
import org.hustings.core.account.Passwords;
import org.hustings.core.account.PinStore;
import org.hustings.core.account.TryBook;
import org.hustings.core.account.UserStore;
import org.hustings.core.callerid.VerifyCallerId;
import org.hustings.core.campaign.CampaignOffice;
import org.hustings.core.campaign.CampaignRegister;
import org.hustings.core.dialing.BrowserDesk;
import org.hustings.core.dialing.CallMeDesk;
import org.hustings.core.dialing.ManagerDesk;
import org.hustings.core.dialing.SessionDesk;
import org.hustings.core.dictation.DictationStore;
import org.hustings.core.intake.ImportVoters;
import org.hustings.core.intake.IntakeStore;
import org.hustings.core.management.AttemptLog;
import org.hustings.core.management.CallDiary;
import org.hustings.core.management.CampaignBooks;
import org.hustings.core.management.IncidentBook;
import org.hustings.core.management.RecordingShelf;
import org.hustings.core.management.VoterDirectory;
import org.hustings.core.project.ManagedProjects;
import org.hustings.core.recording.SoundConverter;
import org.hustings.core.voter.NumberPlan;
import org.hustings.core.voter.PhoneNumber;

/// All that the API needs of the world.
///
/// @param converter the media engine's, for recordings that are uploaded
public record ApiPorts(
    InstantSource clock,
    MeterRegistry meters,
    Doors doors,
    Engine engine,
    Books books,
    Intake intake,
    NumberPlan plan,
    SoundConverter converter) {
  public ApiPorts {
    requireNonNull(clock, "clock");
    requireNonNull(meters, "meters");
    requireNonNull(doors, "doors");
    requireNonNull(engine, "engine");
    requireNonNull(books, "books");
    requireNonNull(intake, "intake");
    requireNonNull(plan, "plan");
    requireNonNull(converter, "converter");
  }

  /// Who comes in.
  ///
  /// @param publicUrl where browsers reach this server, for links; empty if it is not configured
  public record Doors(
      RememberedSignIns register,
      TryBook tries,
      Passwords passwords,
      UserStore users,
      PinStore pins,
      InvitationStore invitations,
      Optional<URI> publicUrl) {}

  /// The engine's desks, and what is asked of telephony beside it.
  ///
  /// @param callerIds has numbers verified that a campaign wants to present
  /// @param callerId what voters see where a project names no number; empty if that depends on the
  ///   trunk that a call takes
  public record Engine(
      SessionDesk sessions,
      BrowserDesk browsers,
      CallMeDesk callMe,
      ManagerDesk managers,
      VerifyCallerId callerIds,
      Optional<PhoneNumber> callerId) {}

  /// What a campaign keeps.
  public record Books(
      CampaignRegister campaigns,
      CampaignOffice office,
      ManagedProjects projects,
      VoterDirectory voters,
      AttemptLog attempts,
      CampaignBooks credit,
      RecordingShelf recordings,
      DictationStore dictations,
      IncidentBook incidents,
      CallDiary diary) {}

  /// Voter files.
  public record Intake(ImportVoters importVoters, IntakeStore store) {}
}
