package org.hustings.server.law;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/// The law of dependencies, for the modules under one root package: `org.hustings`, or the root of
/// the planted violations. Every article fails if it finds no classes to judge.
///
/// ```
/// server (config) ──► api, telephony, schema ──► core ──► JDK, slf4j, jspecify
/// ```
record Law(String root) {
  private static final String NO_TELLING_TIME =
      "time is injected (InstantSource), randomness is seeded, waiting is for a signal";

  /// What makes code depend on when and how fast it runs.
  private static final Map<String, Set<String>> CLOCKS =
      Map.of(
          "java.lang.Thread", Set.of("sleep"),
          "java.lang.Math", Set.of("random"),
          "java.lang.System", Set.of("currentTimeMillis"),
          "java.time.Instant", Set.of("now"),
          "java.time.LocalDate", Set.of("now"),
          "java.time.LocalDateTime", Set.of("now"),
          "java.time.LocalTime", Set.of("now"),
          "java.time.OffsetDateTime", Set.of("now"),
          "java.time.ZonedDateTime", Set.of("now"));

  ArchRule core_uses_only_the_jdk_slf4j_and_jspecify() {
    return classes()
        .that()
        .resideInAPackage(in("core"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(in("core"), "java..", "org.slf4j..", "org.jspecify..");
  }

  ArchRule core_knows_no_database_and_no_http() {
    return noClasses()
        .that()
        .resideInAPackage(in("core"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "java.net.http..", "java.rmi..");
  }

  /// Toll fraud: what is dialed is what a claim gave, after R8, and no other way leads to a trunk
  /// but the next one.
  ArchRule only_what_was_claimed_is_dialed() {
    return noClasses()
        .that()
        .resideInAPackage(in())
        .and()
        .resideOutsideOfPackage(in("core", "dialing"))
        .should()
        .callConstructorWhere(makes("DialOrder"));
  }

  /// Toll fraud: a volunteer who wants to be called is called at the telephone in their account.
  ArchRule only_an_accounts_own_telephone_is_rung() {
    return noClasses()
        .that()
        .resideInAPackage(in())
        .and()
        .resideOutsideOfPackage(in("core", "dialing"))
        .should()
        .callConstructorWhere(makes("CallMeOrder"));
  }

  /// Toll fraud: a number is rung for its code after that was counted and written down.
  ArchRule only_what_was_written_down_is_rung_for_a_code() {
    return noClasses()
        .that()
        .resideInAPackage(in())
        .and()
        .resideOutsideOfPackage(in("core", "callerid"))
        .should()
        .callMethodWhere(
            DescribedPredicate.<JavaCall<?>>describe(
                "a caller ID is rung",
                call ->
                    call.getTargetOwner().getSimpleName().equals("CallerIds")
                        && call.getName().equals("order")));
  }

  private static DescribedPredicate<JavaCall<?>> makes(String order) {
    return DescribedPredicate.describe(
        "a " + order + " is made", call -> call.getTargetOwner().getSimpleName().equals(order));
  }

  ArchRule adapters_know_only_core() {
    return noClasses()
        .that()
        .resideInAPackage(in("telephony"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(in("api"), in("schema"), in("server"));
  }

  ArchRule the_api_knows_only_core() {
    return noClasses()
        .that()
        .resideInAPackage(in("api"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(in("telephony"), in("schema"), in("server"));
  }

  ArchRule the_database_knows_only_core() {
    return noClasses()
        .that()
        .resideInAPackage(in("schema"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(in("telephony"), in("api"), in("server"));
  }

  ArchRule jooq_stays_in_schema() {
    return noClasses()
        .that()
        .resideInAPackage(in())
        .and()
        .resideOutsideOfPackage(in("schema"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jooq..", in("schema", "generated"));
  }

  ArchRule the_generator_is_for_the_build_only() {
    return noClasses()
        .that()
        .resideInAPackage(in("schema"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jooq.codegen..", "org.jooq.meta..");
  }

  /// SIP by a library that nobody maintains any more: it must be possible to replace it in one
  /// place.
  ArchRule sip_stays_in_the_adapters() {
    return noClasses()
        .that()
        .resideInAPackage(in())
        .and()
        .resideOutsideOfPackage(in("telephony"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.sip..", "javax.sdp..", "gov.nist..");
  }

  /// A provider is known to its own package and to whoever wires it.
  ArchRule twilio_is_known_to_its_package_and_the_wiring_only() {
    return noClasses()
        .that()
        .resideInAPackage(in())
        .and()
        .resideOutsideOfPackages(in("telephony", "twilio"), in("server"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(in("telephony", "twilio"));
  }

  ArchRule the_library_of_twilio_stays_in_its_package() {
    return noClasses()
        .that()
        .resideInAPackage(in())
        .and()
        .resideOutsideOfPackage(in("telephony", "twilio"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.twilio..");
  }

  /// What encrypts is behind two interfaces, each in a package of its own.
  ArchRule dtls_and_srtp_stay_behind_their_interfaces() {
    return noClasses()
        .that()
        .resideInAPackage(in())
        .and()
        .resideOutsideOfPackages(
            in("telephony", "browser", "dtls"), in("telephony", "media", "srtp"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bouncycastle..", "org.jitsi..");
  }

  ArchRule core_has_no_package_cycles() {
    return slices().matching(root + ".core.(*)..").should().beFreeOfCycles();
  }

  ArchRule no_class_tells_the_time_itself() {
    return noClasses()
        .that()
        .resideInAPackage(in())
        .should()
        .callCodeUnitWhere(readsAClock())
        .because(NO_TELLING_TIME);
  }

  ArchRule names_say_what_a_class_is() {
    return noClasses()
        .that()
        .resideInAPackage(in())
        .should()
        .haveNameMatching(".*(Impl|Manager|Service|Utils?|Helper)")
        .because("a class is named by what it is or how it differs");
  }

  ArchRule every_package_is_null_marked() {
    return classes()
        .that()
        .resideInAPackage(in())
        .and()
        .resideOutsideOfPackage(in("schema", "generated"))
        .should(beInANullMarkedPackage());
  }

  private String in(String... path) {
    return root + (path.length == 0 ? "" : "." + String.join(".", path)) + "..";
  }

  private static DescribedPredicate<JavaCall<?>> readsAClock() {
    return DescribedPredicate.describe(
        "reads a clock, sleeps or draws unseeded",
        call -> {
          String owner = call.getTargetOwner().getName();
          boolean unseeded =
              owner.equals(Random.class.getName())
                  && call.getName().equals("<init>")
                  && call.getTarget().getRawParameterTypes().isEmpty();
          return unseeded || CLOCKS.getOrDefault(owner, Set.of()).contains(call.getName());
        });
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package with @NullMarked in its package-info") {
      @Override
      public void check(JavaClass javaClass, ConditionEvents events) {
        boolean marked = javaClass.getPackage().isAnnotatedWith(NullMarked.class);
        String message =
            "%s is in package %s, which %s"
                .formatted(
                    javaClass.getName(),
                    javaClass.getPackageName(),
                    marked ? "is null-marked" : "has no package-info.java with @NullMarked");
        events.add(new SimpleConditionEvent(javaClass, marked, message));
      }
    };
  }
}
