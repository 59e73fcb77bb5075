package org.hustings.api.project;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Problem.FieldError;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.UserId;
import org.hustings.core.project.Access;
import org.hustings.core.project.CallingHours;
import org.hustings.core.project.LegalWindow;
import org.hustings.core.project.ManagedProjects.Draft;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.project.ProjectSettings.Lines;
import org.hustings.core.project.ProjectSettings.OwnDisposition;
import org.hustings.core.project.ProjectSettings.UnknownZones;
import org.hustings.core.survey.Survey;
import org.hustings.core.voter.PhoneNumber;
import org.jspecify.annotations.Nullable;

/// A project as it is sent. What is left out takes the default of the rules.
record ProjectForm(
    String name,
    Project.@Nullable Status status,
    HoursForm hours,
    @Nullable TimesForm legalWindow,
    @Nullable UnknownZones unknownZones,
    @Nullable Integer attemptLimit,
    @Nullable Long retryDelaySeconds,
    @Nullable Long ringForSeconds,
    @Nullable Long suppressionSeconds,
    @Nullable Long wrapUpGraceSeconds,
    @Nullable String callerId,
    @Nullable String script,
    @Nullable SurveyForm survey,
    @Nullable List<OwnDisposition> dispositions,
    @Nullable AccessForm access,
    @Nullable Long voicemail,
    @Nullable Boolean machineHint,
    @Nullable String home) {

  record HoursForm(String zone, List<WindowForm> windows, @Nullable List<LocalDate> closedDates) {}

  record WindowForm(DayOfWeek day, LocalTime opensAt, LocalTime closesAt) {}

  record TimesForm(LocalTime opensAt, LocalTime closesAt) {}

  record SurveyForm(List<QuestionForm> questions) {}

  record QuestionForm(
      String key,
      String text,
      Survey.Kind kind,
      @Nullable List<Survey.Choice> choices,
      Survey.@Nullable Condition askedIf) {}

  record AccessForm(@Nullable List<Long> users, @Nullable List<Long> groups) {}

  /// @throws Problem.Refused naming every field that cannot be taken
  Draft read() {
    List<FieldError> errors = new ArrayList<>();
    CallingHours readHours = part(errors, "#/hours", this::readHours);
    LegalWindow window = part(errors, "#/legalWindow", this::readWindow);
    Survey readSurvey = part(errors, "#/survey", this::readSurvey);
    PhoneNumber number =
        callerId == null ? null : part(errors, "#/callerId", () -> new PhoneNumber(callerId));
    List<OwnDisposition> own = orEmpty(dispositions);
    refuseDispositions(own, errors);
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors).asException();
    }
    ProjectSettings usual = ProjectSettings.defaults(Objects.requireNonNull(readHours, "hours"));
    return new Draft(
        name.strip(),
        status == null ? Project.Status.ACTIVE : status,
        new ProjectSettings(
            usual.hours(),
            Objects.requireNonNull(window, "legalWindow"),
            unknownZones == null ? usual.unknownZones() : unknownZones,
            attemptLimit == null ? usual.attemptLimit() : attemptLimit,
            seconds(retryDelaySeconds, usual.retryDelay()),
            seconds(ringForSeconds, usual.ringFor()),
            seconds(suppressionSeconds, usual.suppression()),
            seconds(wrapUpGraceSeconds, usual.wrapUpGrace()),
            Optional.ofNullable(number),
            script == null ? "" : script,
            Objects.requireNonNull(readSurvey, "survey"),
            own,
            readAccess(),
            Optional.ofNullable(voicemail).map(RecordingId::new),
            new Lines(Boolean.TRUE.equals(machineHint), Optional.ofNullable(home))));
  }

  /// What the core refuses to build is an error of this field, in the core's own words.
  private static <T> @Nullable T part(List<FieldError> errors, String pointer, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      errors.add(FieldError.at(pointer, Objects.requireNonNullElse(e.getMessage(), "is wrong")));
      return null;
    }
  }

  private CallingHours readHours() {
    Map<DayOfWeek, List<CallingHours.Window>> byDay = new EnumMap<>(DayOfWeek.class);
    for (WindowForm window : hours.windows()) {
      byDay
          .computeIfAbsent(window.day(), _ -> new ArrayList<>())
          .add(new CallingHours.Window(window.opensAt(), window.closesAt()));
    }
    byDay
        .values()
        .forEach(windows -> windows.sort(Comparator.comparing(CallingHours.Window::opensAt)));
    return new CallingHours(zone(hours.zone()), byDay, Set.copyOf(orEmpty(hours.closedDates())));
  }

  private static ZoneId zone(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw new IllegalArgumentException(
          "zone: expected a time zone such as America/New_York, got " + name);
    }
    return ZoneId.of(name);
  }

  private LegalWindow readWindow() {
    return legalWindow == null
        ? LegalWindow.DEFAULT
        : new LegalWindow(legalWindow.opensAt(), legalWindow.closesAt());
  }

  private Survey readSurvey() {
    return survey == null
        ? Survey.NONE
        : new Survey(
            survey.questions().stream()
                .map(question ->
                    new Survey.Question(
                        question.key(),
                        question.text(),
                        question.kind(),
                        orEmpty(question.choices()),
                        Optional.ofNullable(question.askedIf())))
                .toList());
  }

  private static void refuseDispositions(List<OwnDisposition> own, List<FieldError> errors) {
    Set<String> codes = new HashSet<>();
    for (Action action : Action.values()) {
      codes.add(action.name());
    }
    for (int i = 0; i < own.size(); i++) {
      if (!codes.add(own.get(i).code())) {
        errors.add(
            FieldError.at(
                "#/dispositions/" + i + "/code",
                "is a standard disposition or stands here twice; choose another code"));
      }
    }
  }

  private Access readAccess() {
    return access == null
        ? Access.everyone()
        : new Access.Only(
            orEmpty(access.users()).stream().map(UserId::new).collect(Collectors.toSet()),
            orEmpty(access.groups()).stream().map(GroupId::new).collect(Collectors.toSet()));
  }

  private static Duration seconds(@Nullable Long given, Duration usual) {
    return given == null ? usual : Duration.ofSeconds(given);
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
