package org.hustings.api.project;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.UserId;
import org.hustings.core.project.Access;
import org.hustings.core.project.CallingHours;
import org.hustings.core.project.LegalWindow;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.project.ProjectSettings.OwnDisposition;
import org.hustings.core.project.ProjectSettings.UnknownZones;
import org.hustings.core.survey.Survey;
import org.hustings.core.voter.PhoneNumber;

/// A project as the API shows it. Durations are whole seconds, times of day `HH:mm`.
record ProjectBody(
    long id,
    String name,
    Project.Status status,
    HoursBody hours,
    TimesBody legalWindow,
    UnknownZones unknownZones,
    int attemptLimit,
    long retryDelaySeconds,
    long ringForSeconds,
    long suppressionSeconds,
    long wrapUpGraceSeconds,
    Optional<String> callerId,
    String script,
    SurveyBody survey,
    List<DispositionBody> dispositions,
    Optional<AccessBody> access,
    Optional<Long> voicemail,
    boolean machineHint,
    Optional<String> home,
    long version) {

  static ProjectBody of(Project project) {
    ProjectSettings settings = project.settings();
    return new ProjectBody(
        project.id().value(),
        project.name(),
        project.status(),
        HoursBody.of(settings.hours()),
        TimesBody.of(settings.legalWindow()),
        settings.unknownZones(),
        settings.attemptLimit(),
        settings.retryDelay().toSeconds(),
        settings.ringFor().toSeconds(),
        settings.suppression().toSeconds(),
        settings.wrapUpGrace().toSeconds(),
        settings.callerId().map(PhoneNumber::e164),
        settings.script(),
        SurveyBody.of(settings.survey()),
        settings.dispositions().stream().map(DispositionBody::of).toList(),
        AccessBody.of(settings.access()),
        settings.voicemail().map(RecordingId::value),
        settings.lines().machineHint(),
        settings.lines().home(),
        project.version());
  }

  record HoursBody(String zone, List<WindowBody> windows, List<LocalDate> closedDates) {
    static HoursBody of(CallingHours hours) {
      List<WindowBody> windows = new ArrayList<>();
      for (DayOfWeek day : DayOfWeek.values()) {
        for (CallingHours.Window window : hours.windows().getOrDefault(day, List.of())) {
          windows.add(new WindowBody(day, text(window.opensAt()), text(window.closesAt())));
        }
      }
      return new HoursBody(
          hours.zone().getId(), windows, hours.closedDates().stream().sorted().toList());
    }
  }

  record WindowBody(DayOfWeek day, String opensAt, String closesAt) {}

  record TimesBody(String opensAt, String closesAt) {
    static TimesBody of(LegalWindow window) {
      return new TimesBody(text(window.opensAt()), text(window.closesAt()));
    }
  }

  record DispositionBody(String code, String label, Action action) {
    static DispositionBody of(OwnDisposition own) {
      return new DispositionBody(own.code(), own.label(), own.action());
    }
  }

  record AccessBody(List<Long> users, List<Long> groups) {
    /// Empty for everyone.
    static Optional<AccessBody> of(Access access) {
      return switch (access) {
        case Access.Everyone() -> Optional.empty();
        case Access.Only only ->
            Optional.of(
                new AccessBody(
                    only.users().stream().map(UserId::value).sorted().toList(),
                    only.groups().stream().map(GroupId::value).sorted().toList()));
      };
    }
  }

  record SurveyBody(List<QuestionBody> questions) {
    static SurveyBody of(Survey survey) {
      return new SurveyBody(survey.questions().stream().map(QuestionBody::of).toList());
    }
  }

  record QuestionBody(
      String key,
      String text,
      Survey.Kind kind,
      List<Survey.Choice> choices,
      Optional<Survey.Condition> askedIf) {
    static QuestionBody of(Survey.Question question) {
      return new QuestionBody(
          question.key(), question.text(), question.kind(), question.choices(), question.askedIf());
    }
  }

  private static String text(LocalTime time) {
    return time.toString().substring(0, 5);
  }
}
