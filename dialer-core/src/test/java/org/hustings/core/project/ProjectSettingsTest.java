package org.hustings.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.hustings.core.contract.Settings;
import org.hustings.core.project.ProjectSettings.UnknownZones;
import org.hustings.core.survey.Survey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProjectSettingsTest {
  private static final CallingHours HOURS =
      CallingHours.daily(
          Settings.NEW_YORK, new CallingHours.Window(LocalTime.of(9, 0), LocalTime.of(20, 0)));

  @Test
  void R14_R19_the_defaults_are_three_attempts_half_an_hour_and_a_minute_of_ringing() {
    ProjectSettings defaults = ProjectSettings.defaults(HOURS);

    assertThat(defaults.attemptLimit()).isEqualTo(3);
    assertThat(defaults.retryDelay()).isEqualTo(Duration.ofMinutes(30));
    assertThat(defaults.ringFor()).isEqualTo(Duration.ofSeconds(60));
    assertThat(defaults.suppression()).isEqualTo(Duration.ZERO);
    assertThat(defaults.wrapUpGrace()).isEqualTo(Duration.ofMinutes(2));
    assertThat(defaults.legalWindow()).isEqualTo(LegalWindow.DEFAULT);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the least of all, 1,  PT1M,    PT5S,   PT0S,     PT10S",
    "the most of all,  20, PT720H,  PT120S, PT8760H,  PT30M",
  })
  void R19_settings_may_reach_their_bounds(
      String label,
      int limit,
      Duration delay,
      Duration ring,
      Duration suppression,
      Duration grace) {
    assertThat(settings(limit, delay, ring, suppression, grace).attemptLimit())
        .as(label)
        .isEqualTo(limit);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "attemptLimit must be from 1 to 20,         0,  PT30M,     PT60S,  PT0S,       PT2M",
    "attemptLimit must be from 1 to 20,         21, PT30M,     PT60S,  PT0S,       PT2M",
    "retryDelay must be from PT1M to PT720H,    3,  PT59S,     PT60S,  PT0S,       PT2M",
    "retryDelay must be from PT1M to PT720H,    3,  PT720H1S,  PT60S,  PT0S,       PT2M",
    "ringFor must be from PT5S to PT2M,         3,  PT30M,     PT4S,   PT0S,       PT2M",
    "ringFor must be from PT5S to PT2M,         3,  PT30M,     PT121S, PT0S,       PT2M",
    "suppression must be from PT0S to PT8760H,  3,  PT30M,     PT60S,  PT-1S,      PT2M",
    "suppression must be from PT0S to PT8760H,  3,  PT30M,     PT60S,  PT8760H1S,  PT2M",
    "wrapUpGrace must be from PT10S to PT30M,   3,  PT30M,     PT60S,  PT0S,       PT9S",
    "wrapUpGrace must be from PT10S to PT30M,   3,  PT30M,     PT60S,  PT0S,       PT1801S",
  })
  void R19_settings_out_of_bounds_are_refused_with_the_bounds(
      String message,
      int limit,
      Duration delay,
      Duration ring,
      Duration suppression,
      Duration grace) {
    assertThatThrownBy(() -> settings(limit, delay, ring, suppression, grace))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static ProjectSettings settings(
      int limit, Duration delay, Duration ring, Duration suppression, Duration grace) {
    return new ProjectSettings(
        HOURS,
        LegalWindow.DEFAULT,
        UnknownZones.NARROWEST_WINDOW,
        limit,
        delay,
        ring,
        suppression,
        grace,
        Optional.empty(),
        "",
        Survey.NONE,
        List.of(),
        Access.everyone(),
        Optional.empty(),
        ProjectSettings.Lines.PLAIN);
  }
}
