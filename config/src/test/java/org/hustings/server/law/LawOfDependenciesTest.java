package org.hustings.server.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Judges the classes of all modules, then proves each article by a violation planted for it.
class LawOfDependenciesTest {
  private static final String PLANTED_ROOT = "org.hustings.server.law.planted";

  private static final Law LAW = new Law("org.hustings");
  private static final Law LAW_OF_THE_PLANTED = new Law(PLANTED_ROOT);

  /// Loose test classes, and the test-jar of the core.
  private static final ImportOption NO_TESTS =
      location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");

  private static final JavaClasses OURS =
      new ClassFileImporter().withImportOption(NO_TESTS).importPackages("org.hustings");

  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(PLANTED_ROOT);

  static Stream<Arguments> articles() {
    return Stream.of(
        article(
            "core uses only the JDK, slf4j and jspecify",
            Law::core_uses_only_the_jdk_slf4j_and_jspecify,
            "core.rule.ReadsCsv"),
        article(
            "core knows no database and no HTTP",
            Law::core_knows_no_database_and_no_http,
            "core.rule.AsksTheDatabase"),
        article(
            "only what was claimed is dialed",
            Law::only_what_was_claimed_is_dialed,
            "api.RingsAnybody"),
        article(
            "only an account's own telephone is rung at a volunteer's wish",
            Law::only_an_accounts_own_telephone_is_rung,
            "api.CallsBackAnybody"),
        article(
            "only what was written down is rung for a code",
            Law::only_what_was_written_down_is_rung_for_a_code,
            "api.RingsForACode"),
        article(
            "adapters know only core", Law::adapters_know_only_core, "telephony.DrawsOnAScreen"),
        article("the API knows only core", Law::the_api_knows_only_core, "api.DialsByItself"),
        article(
            "the database knows only core",
            Law::the_database_knows_only_core,
            "schema.TellsTheScreen"),
        article("jOOQ stays in schema", Law::jooq_stays_in_schema, "api.QueriesByItself"),
        article(
            "the generator is for the build only",
            Law::the_generator_is_for_the_build_only,
            "schema.GeneratesAtRunTime"),
        article("SIP stays in the adapters", Law::sip_stays_in_the_adapters, "api.SpeaksSip"),
        article(
            "Twilio is known to its package and the wiring only",
            Law::twilio_is_known_to_its_package_and_the_wiring_only,
            "telephony.sip.AsksTwilio"),
        article(
            "the library of Twilio stays in its package",
            Law::the_library_of_twilio_stays_in_its_package,
            "telephony.sip.OrdersFromTwilio"),
        article(
            "DTLS and SRTP stay behind their interfaces",
            Law::dtls_and_srtp_stay_behind_their_interfaces,
            "api.EncryptsByItself"),
        article("core has no package cycles", Law::core_has_no_package_cycles, "core.queue.Queue"),
        article(
            "no class tells the time itself",
            Law::no_class_tells_the_time_itself,
            "api.LooksAtTheClock"),
        article("names say what a class is", Law::names_say_what_a_class_is, "server.CallManager"),
        article(
            "every package is null-marked",
            Law::every_package_is_null_marked,
            "unmarked.Anything"));
  }

  @ParameterizedTest
  @MethodSource("articles")
  void the_code_keeps_the_law(Article article) {
    article.of(LAW).check(OURS);
  }

  @ParameterizedTest
  @MethodSource("articles")
  void a_planted_violation_is_found_and_named(Article article) {
    List<String> violations =
        article.of(LAW_OF_THE_PLANTED).evaluate(PLANTED).getFailureReport().getDetails();

    assertThat(violations)
        .anySatisfy(violation -> assertThat(violation).contains(article.plantedClass()));
  }

  @ParameterizedTest
  @MethodSource("articles")
  void an_article_with_nothing_to_judge_fails(Article article) {
    ArchRule nowhere = article.of(new Law("org.hustings.nowhere"));

    assertThat(catchThrowable(() -> nowhere.check(OURS)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failed to check any classes");
  }

  @Test
  void every_article_is_judged_and_proven() {
    Set<String> declared =
        Arrays.stream(Law.class.getDeclaredMethods())
            .filter(method -> method.getReturnType() == ArchRule.class)
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toSet());

    assertThat(articles()).hasSameSizeAs(declared);
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "schema", "telephony", "api", "server"})
  void classes_of_every_module_are_judged(String room) {
    assertThat(OURS.stream().map(c -> c.getPackageName() + "."))
        .anyMatch(name -> name.startsWith("org.hustings." + room + "."));
  }

  private static Arguments article(String title, Clause clause, String planted) {
    return argumentSet(title, new Article(clause, planted));
  }

  /// An article and the planted class that breaks it.
  record Article(Clause clause, String planted) {
    ArchRule of(Law law) {
      return clause.of(law);
    }

    String plantedClass() {
      return PLANTED_ROOT + "." + planted;
    }
  }

  @FunctionalInterface
  interface Clause {
    ArchRule of(Law law);
  }
}
