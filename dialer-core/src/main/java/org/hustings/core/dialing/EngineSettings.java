package org.hustings.core.dialing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.hustings.core.credit.Money;
import org.hustings.core.session.SessionSteps;

/// What ops set for the engine of one server.
///
/// @param pricePerMinute what a minute of a connected volunteer costs (R25)
/// @param previewLease how long a number on a screen is held unless renewed (R5)
/// @param heartbeatEvery how often sessions are charged and the server says that it lives: what a
///   crash leaves uncharged at most (R25)
/// @param serverDeadAfter silence after which another server settles what this one left (R23)
/// @param soleServer no other server works on this database, so that whatever an earlier server
///   left behind can be settled at once
/// @param probeEvery how often an open leg is re-checked with its provider
/// @param probeWithin how long the answer to a probe may take
/// @param wrapUpLimit how long a connected volunteer may say nothing of a call that is over before
///   they are taken for gone (R20)
/// @param awayGrace how long a volunteer who works on no project may be away before the session
///   ends; on a project it is the project's wrap-up grace (R24)
public record EngineSettings(
    Money pricePerMinute,
    Duration previewLease,
    Duration heartbeatEvery,
    Duration serverDeadAfter,
    boolean soleServer,
    Duration probeEvery,
    Duration probeWithin,
    Duration wrapUpLimit,
    Duration awayGrace) {

  /// The defaults of the rules.
  public static final EngineSettings DEFAULTS =
      new EngineSettings(
          new Money(29_000),
          Duration.ofMinutes(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          true,
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(2));

  public EngineSettings {
    requireNonNull(pricePerMinute, "pricePerMinute");
    positive("previewLease", previewLease);
    positive("heartbeatEvery", heartbeatEvery);
    positive("probeEvery", probeEvery);
    positive("probeWithin", probeWithin);
    positive("wrapUpLimit", wrapUpLimit);
    positive("awayGrace", awayGrace);
    if (serverDeadAfter.compareTo(heartbeatEvery.multipliedBy(2)) <= 0) {
      throw new IllegalArgumentException(
          "serverDeadAfter must be more than two heartbeats, got " + serverDeadAfter);
    }
    if (previewLease.compareTo(heartbeatEvery.multipliedBy(2)) <= 0) {
      throw new IllegalArgumentException(
          "previewLease must be more than two heartbeats, got " + previewLease);
    }
  }

  /// A hold is renewed often enough to survive two renewals that fail.
  SessionSteps.Times sessionTimes() {
    return new SessionSteps.Times(
        previewLease.dividedBy(4), Duration.ofSeconds(30), wrapUpLimit, awayGrace);
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
