package org.hustings.core.dialing;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hustings.core.id.LegId;
import org.hustings.core.session.LineQuality;
import org.hustings.core.telephony.MediaReport;
import org.hustings.core.telephony.Telephony.Capability;

/// Looks every few seconds at how the volunteer's line sounds, as long as somebody looks on.
/// Belongs to the session's runner.
final class LineMeter {
  static final Duration EVERY = Duration.ofSeconds(5);

  private final Office office;
  private final Consumer<Runnable> runner;
  private final BooleanSupplier lookedAt;
  private Optional<LegId> leg = Optional.empty();
  private Optional<MediaReport> before = Optional.empty();
  private Optional<LineQuality> quality = Optional.empty();
  private boolean ticking;

  /// @param lookedAt whether anybody follows the session
  LineMeter(Office office, Consumer<Runnable> runner, BooleanSupplier lookedAt) {
    this.office = office;
    this.runner = runner;
    this.lookedAt = lookedAt;
  }

  /// Empty until it was measured.
  Optional<LineQuality> quality() {
    return quality;
  }

  /// The volunteer is connected by this leg now, or by none.
  void line(Optional<LegId> connected) {
    if (!connected.equals(leg)) {
      leg = connected;
      before = Optional.empty();
      quality = Optional.empty();
    }
    if (!ticking && wanted()) {
      ticking = true;
      next();
    }
  }

  private boolean wanted() {
    return leg.isPresent() && lookedAt.getAsBoolean() && office.can(Capability.MEDIA_REPORTS);
  }

  private void next() {
    var _ = office.timers().after(EVERY, () -> runner.accept(this::look));
  }

  private void look() {
    ticking = wanted();
    if (ticking) {
      leg.flatMap(office.telephony()::mediaOf).ifPresent(this::measured);
      next();
    }
  }

  private void measured(MediaReport report) {
    quality = Optional.of(LineQuality.between(before, report));
    before = Optional.of(report);
  }
}
