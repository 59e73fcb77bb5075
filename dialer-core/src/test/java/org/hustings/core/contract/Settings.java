package org.hustings.core.contract;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.hustings.core.id.RecordingId;
import org.hustings.core.project.Access;
import org.hustings.core.project.CallingHours;
import org.hustings.core.project.LegalWindow;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.project.ProjectSettings.UnknownZones;
import org.hustings.core.survey.Survey;

/// Project settings for tests: the defaults of the rules, open day and night, but for what a test
/// says.
public final class Settings {
  public static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final CallingHours ALWAYS =
      CallingHours.daily(NEW_YORK, new CallingHours.Window(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));

  private CallingHours hours = ALWAYS;
  private LegalWindow legalWindow = LegalWindow.DEFAULT;
  private UnknownZones unknownZones = UnknownZones.NARROWEST_WINDOW;
  private int attemptLimit = 3;
  private Duration retryDelay = Duration.ofMinutes(30);
  private Duration suppression = Duration.ZERO;
  private Survey survey = Survey.NONE;
  private Access access = Access.everyone();
  private Optional<RecordingId> voicemail = Optional.empty();
  private ProjectSettings.Lines lines = ProjectSettings.Lines.PLAIN;

  private Settings() {}

  public static Settings byDefault() {
    return new Settings();
  }

  public Settings hours(CallingHours value) {
    hours = value;
    return this;
  }

  public Settings legalWindow(LegalWindow value) {
    legalWindow = value;
    return this;
  }

  public Settings unknownZones(UnknownZones value) {
    unknownZones = value;
    return this;
  }

  public Settings attemptLimit(int value) {
    attemptLimit = value;
    return this;
  }

  public Settings retryDelay(Duration value) {
    retryDelay = value;
    return this;
  }

  public Settings suppression(Duration value) {
    suppression = value;
    return this;
  }

  public Settings survey(Survey value) {
    survey = value;
    return this;
  }

  public Settings access(Access value) {
    access = value;
    return this;
  }

  public Settings voicemail(RecordingId value) {
    voicemail = Optional.of(value);
    return this;
  }

  public Settings lines(ProjectSettings.Lines value) {
    lines = value;
    return this;
  }

  public ProjectSettings build() {
    return new ProjectSettings(
        hours,
        legalWindow,
        unknownZones,
        attemptLimit,
        retryDelay,
        Duration.ofSeconds(60),
        suppression,
        Duration.ofMinutes(2),
        Optional.empty(),
        "",
        survey,
        List.of(),
        access,
        voicemail,
        lines);
  }
}
