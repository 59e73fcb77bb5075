package org.hustings.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hustings.core.rule.CaseBuilder.ANN;
import static org.hustings.core.rule.CaseBuilder.BOB;
import static org.hustings.core.rule.CaseBuilder.ELSEWHERE;
import static org.hustings.core.rule.CaseBuilder.GROUP;
import static org.hustings.core.rule.CaseBuilder.HERE;
import static org.hustings.core.rule.CaseBuilder.TEN;
import static org.hustings.core.rule.CaseBuilder.hold;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hustings.core.contract.Settings;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;
import org.hustings.core.project.Access;
import org.hustings.core.project.CallingHours;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings.UnknownZones;
import org.hustings.core.queue.EntryState.Out;
import org.hustings.core.voter.PhoneStatus;
import org.hustings.core.voter.RegionZones;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RuleBookTest {
  private static final ZoneId HONOLULU = ZoneId.of("Pacific/Honolulu");
  private static final RuleBook BOOK =
      RuleBook.standard(new WhenToCall(_ -> RegionZones.of("US", Settings.NEW_YORK)));
  private static final Duration HOUR = Duration.ofHours(1);
  private static final CallingHours AFTERNOONS =
      CallingHours.daily(
          Settings.NEW_YORK, new CallingHours.Window(LocalTime.of(13, 0), LocalTime.of(17, 0)));

  static Stream<Arguments> allowed() {
    return Stream.of(
        row("R3: nothing speaks against it", a()),
        row("R10: restricted to her", a().settings(only(Set.of(ANN), Set.of()))),
        row("R10: restricted to her group", a().settings(only(Set.of(), Set.of(GROUP)))),
        row("R19: one attempt is left", a().attempts(2)),
        row(
            "R4: not held yet, and nobody else's",
            a().ours(Optional.empty()).held(Optional.empty())),
        row("R9: called elsewhere, but nothing suppresses", a().calledElsewhereAt(TEN)),
        row(
            "R9: suppression is just over",
            a().settings(suppressing()).calledElsewhereAt(TEN.minus(HOUR))),
        row(
            "R9, R18: a call-back is not suppressed",
            a().settings(suppressing()).calledElsewhereAt(TEN).callBack(HERE, ANN, TEN)),
        row("R14: the rest is just over", a().notBefore(TEN)),
        row("R18: one's own call-back when due", a().callBack(HERE, ANN, TEN)),
        row(
            "R18: another's after 15 minutes",
            a().callBack(HERE, BOB, TEN.minus(Duration.ofMinutes(15)))),
        row("R18: another's in another project", a().callBack(ELSEWHERE, BOB, TEN)),
        row(
            "R6: at the opening",
            a().settings(Settings.byDefault().hours(AFTERNOONS)).at(at("18:00"))),
        row("R7: in all zones at once", a().zones(Settings.NEW_YORK, HONOLULU).at(at("18:00"))),
        row("R7: unknown, but inside everywhere", a().zones().at(at("18:00"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("allowed")
  void R3_allowed_is_what_no_rule_refuses(String label, CaseBuilder builder) {
    assertThat(BOOK.judge(builder.build())).as(label).isInstanceOf(Verdict.Allowed.class);
  }

  // spotless:off
  static Stream<Arguments> refused() {
    return Stream.of(
        row("R10: of another campaign", a().ofAnotherCampaign(), Reason.NO_SUCH_PROJECT, "R10"),
        row(
            "R10: restricted to others",
            a().settings(only(Set.of(BOB), Set.of())),
            Reason.NO_SUCH_PROJECT,
            "R10"),
        row(
            "R3: paused",
            a().projectStatus(Project.Status.PAUSED),
            Reason.PROJECT_NOT_ACTIVE,
            "R3"),
        row(
            "R3: archived",
            a().projectStatus(Project.Status.ARCHIVED),
            Reason.PROJECT_NOT_ACTIVE,
            "R3"),
        row("R17: on the list", a().listed(), Reason.DO_NOT_CALL, "R17"),
        row("R17: said so", a().status(PhoneStatus.DO_NOT_CALL), Reason.DO_NOT_CALL, "R17"),
        row("R17: out for it", a().out(Out.Reason.DO_NOT_CALL), Reason.DO_NOT_CALL, "R17"),
        row("R11: completed", a().status(PhoneStatus.COMPLETED), Reason.DONE, "R11"),
        row("R12: voicemail left", a().status(PhoneStatus.VOICEMAIL_LEFT), Reason.DONE, "R11"),
        row("R13: refused", a().status(PhoneStatus.REFUSED), Reason.DONE, "R11"),
        row("R11: all voters are done", a().out(Out.Reason.DONE), Reason.DONE, "R11"),
        row("R20: unresolved", a().status(PhoneStatus.UNRESOLVED), Reason.UNRESOLVED, "R20"),
        row("R20: out for it", a().out(Out.Reason.UNRESOLVED), Reason.UNRESOLVED, "R20"),
        row("R19: at the limit", a().attempts(3), Reason.LIMIT, "R19"),
        row("R19: out for it", a().out(Out.Reason.LIMIT), Reason.LIMIT, "R19"),
        row("R2: stands for nobody", a().out(Out.Reason.NOBODY), Reason.STANDS_FOR_NOBODY, "R2"),
        row("R4: held by another", a().held(Optional.of(hold(4))), Reason.HELD, "R4"),
        row("R4: our hold is over", a().held(Optional.empty()), Reason.HELD, "R4"),
        row("R4: we hold nothing, another does", a().ours(Optional.empty()), Reason.HELD, "R4"),
        row("R4: an attempt is open", a().attemptOpen(), Reason.HELD, "R4"));
  }

  // spotless:on

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void R3_what_time_does_not_change_is_refused_without_a_next_time(
      String label, CaseBuilder builder, Reason reason, String rule) {
    Verdict.Refused refused = refusal(builder);

    assertThat(refused.reason()).as(label).isEqualTo(reason);
    assertThat(refused.rule()).as(label).isEqualTo(rule);
    assertThat(refused.next()).as(label).isEmpty();
    assertThat(refused.sentence()).endsWith(".").doesNotContain("+1919");
  }

  // spotless:off
  static Stream<Arguments> later() {
    return Stream.of(
        row(
            "R9: suppressed",
            a().settings(suppressing()).calledElsewhereAt(TEN.minus(HOUR).plusSeconds(1)),
            Reason.SUPPRESSED,
            TEN.plusSeconds(1)),
        row(
            "R9: another project's call-back suppresses",
            a().settings(suppressing()).calledElsewhereAt(TEN).callBack(ELSEWHERE, ANN, TEN),
            Reason.SUPPRESSED,
            TEN.plus(HOUR)),
        row("R14: resting", a().notBefore(TEN.plusSeconds(1)), Reason.WAITING, TEN.plusSeconds(1)),
        row(
            "R14: resting into the night",
            a().notBefore(at("02:30").plus(Duration.ofDays(1))),
            Reason.WAITING,
            at("13:00").plus(Duration.ofDays(1))),
        row(
            "R18: kept for another",
            a().callBack(HERE, BOB, TEN.minus(Duration.ofMinutes(14))),
            Reason.KEPT_FOR_ANOTHER,
            TEN.plus(Duration.ofMinutes(1))),
        row(
            "R6: before the hours",
            a().settings(Settings.byDefault().hours(AFTERNOONS)),
            Reason.OUTSIDE_HOURS,
            at("18:00")),
        row(
            "R6: before the hours, and then it is early in Honolulu",
            a().settings(Settings.byDefault().hours(AFTERNOONS)).zones(HONOLULU),
            Reason.OUTSIDE_HOURS,
            at("18:00")),
        row("R7: too early", a().at(at("12:59")), Reason.OUTSIDE_LEGAL_WINDOW, at("13:00")),
        row(
            "R7: too early in one of two zones",
            a().zones(Settings.NEW_YORK, HONOLULU),
            Reason.OUTSIDE_LEGAL_WINDOW,
            at("18:00")),
        row(
            "R7: too early somewhere in the country",
            a().zones(),
            Reason.OUTSIDE_LEGAL_WINDOW,
            at("18:00")));
  }

  // spotless:on

  @ParameterizedTest(name = "{0}")
  @MethodSource("later")
  void R3_what_time_lifts_is_refused_with_the_time_when_it_does(
      String label, CaseBuilder builder, Reason reason, Instant next) {
    Verdict.Refused refused = refusal(builder);

    assertThat(refused.reason()).as(label).isEqualTo(reason);
    assertThat(refused.next()).as(label).contains(next);
    assertThat(BOOK.judge(builder.at(next).build()))
        .as(label + ": then")
        .isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void R7_an_unknown_number_is_not_callable_where_the_project_says_so() {
    Settings careful = Settings.byDefault().unknownZones(UnknownZones.NOT_CALLABLE);
    Verdict.Refused refused = refusal(a().settings(careful).zones().at(at("18:00")));

    assertThat(refused.reason()).isEqualTo(Reason.OUTSIDE_LEGAL_WINDOW);
    assertThat(refused.next()).isEmpty();
  }

  @Test
  void R6_the_volunteer_is_told_when_the_project_opens_in_its_own_zone() {
    assertThat(refusal(a().settings(Settings.byDefault().hours(AFTERNOONS))).sentence())
        .isEqualTo("This project is closed. It opens on Wednesday 18 November, 13:00 EST.");
    CallingHours never = new CallingHours(Settings.NEW_YORK, Map.of(), Set.of());
    assertThat(refusal(a().settings(Settings.byDefault().hours(never))).sentence())
        .isEqualTo("This project is closed and has no further calling hours.");
  }

  @Test
  void the_first_reason_in_order_is_the_one_that_is_given() {
    CaseBuilder everything =
        a().ofAnotherCampaign()
            .projectStatus(Project.Status.PAUSED)
            .listed()
            .status(PhoneStatus.COMPLETED)
            .attempts(3)
            .held(Optional.empty())
            .notBefore(TEN.plusSeconds(1))
            .settings(Settings.byDefault().hours(AFTERNOONS))
            .zones(HONOLULU);

    Verdict.Refused refused = refusal(everything);

    assertThat(refused.reason()).isEqualTo(Reason.NO_SUCH_PROJECT);
    assertThat(refused.evidence().checks())
        .filteredOn(check -> !check.allowed())
        .extracting(Evidence.Check::rule)
        .containsExactly("R10", "R3", "R17", "R11", "R19", "R4", "R14", "R6", "R7");
  }

  @Test
  void a_rule_book_without_rules_is_refused() {
    assertThatThrownBy(() -> new RuleBook(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("would allow everything");
  }

  @Test
  void an_entry_is_judged_for_its_own_project_only() {
    Case mine = a().build();
    Project other =
        new Project(
            ELSEWHERE,
            mine.project().campaign(),
            "Other",
            Project.Status.ACTIVE,
            mine.project().settings(),
            1);

    assertThatThrownBy(
            () -> new Case(mine.candidate(), other, mine.volunteer(), Optional.empty(), TEN))
        .hasMessageContaining("got 2");
  }

  @Test
  void reasons_have_codes_of_their_own() {
    assertThat(Stream.of(Reason.values()).map(Reason::code))
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[a-z-]+"))
        .contains("outside-hours");
  }

  private static CaseBuilder a() {
    return new CaseBuilder();
  }

  private static Verdict.Refused refusal(CaseBuilder builder) {
    return (Verdict.Refused) BOOK.judge(builder.build());
  }

  private static Settings suppressing() {
    return Settings.byDefault().suppression(HOUR);
  }

  private static Settings only(Set<UserId> users, Set<GroupId> groups) {
    return Settings.byDefault().access(new Access.Only(users, groups));
  }

  /// On that Wednesday, UTC; New York is five hours earlier.
  private static Instant at(String utc) {
    return Instant.parse("2026-11-18T" + utc + ":00Z");
  }

  private static Arguments row(Object... columns) {
    return Arguments.of(columns);
  }
}
