package org.hustings.schema.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.UserId;
import org.hustings.core.project.Access;
import org.hustings.core.project.CallingHours;
import org.hustings.core.project.CallingHours.Window;
import org.hustings.core.project.LegalWindow;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.project.ProjectSettings.OwnDisposition;
import org.hustings.core.project.ProjectSettings.UnknownZones;
import org.hustings.core.survey.Survey;
import org.hustings.core.survey.Survey.Choice;
import org.hustings.core.survey.Survey.Condition;
import org.hustings.core.survey.Survey.Kind;
import org.hustings.core.survey.Survey.Question;
import org.hustings.core.voter.PhoneNumber;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;

final class ProjectJsonTest {
  private static final CallingHours HOURS =
      new CallingHours(
          ZoneId.of("America/Denver"),
          Map.of(
              DayOfWeek.MONDAY,
              List.of(
                  new Window(LocalTime.of(9, 30), LocalTime.NOON),
                  new Window(LocalTime.of(17, 0), LocalTime.MIDNIGHT))),
          Set.of(LocalDate.of(2026, 12, 25)));

  @Test
  void settings_come_back_as_they_were() {
    ProjectSettings all =
        new ProjectSettings(
            HOURS,
            new LegalWindow(LocalTime.of(9, 0), LocalTime.of(20, 30)),
            UnknownZones.NOT_CALLABLE,
            5,
            Duration.ofHours(2),
            Duration.ofSeconds(45),
            Duration.ofDays(3),
            Duration.ofMinutes(5),
            Optional.of(new PhoneNumber("+19195550100")),
            "Hello, is this {voter}?",
            new Survey(
                List.of(
                    new Question(
                        "plan",
                        "Will you vote?",
                        Kind.ONE_OF,
                        List.of(new Choice("y", "Yes")),
                        Optional.empty()),
                    new Question(
                        "why",
                        "Why?",
                        Kind.TEXT,
                        List.of(),
                        Optional.of(new Condition("plan", "y"))))),
            List.of(new OwnDisposition("MOVED", "Moved away", Action.WRONG_NUMBER)),
            new Access.Only(Set.of(new UserId(3)), Set.of(new GroupId(1), new GroupId(2))),
            Optional.of(new RecordingId(9)),
            new ProjectSettings.Lines(true, Optional.of("elsewhere")));

    assertThat(ProjectJson.read(ProjectJson.write(all), all.voicemail())).isEqualTo(all);
  }

  @Test
  void a_key_that_an_older_version_did_not_write_has_its_default() {
    JSONB old = JSONB.valueOf("{\"hours\": {\"zone\": \"America/Denver\"}, \"later\": 1}");

    assertThat(ProjectJson.read(old, Optional.empty()))
        .isEqualTo(
            ProjectSettings.defaults(
                new CallingHours(ZoneId.of("America/Denver"), Map.of(), Set.of())));
  }
}
