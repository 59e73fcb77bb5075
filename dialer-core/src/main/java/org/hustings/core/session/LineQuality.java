package org.hustings.core.session;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.telephony.MediaReport;
import org.hustings.core.telephony.MediaReport.Stream;

/// How the volunteer's line sounds, in the worse of both directions.
///
/// @param lossPercent of the packets since the report before, to a tenth
/// @param jitterMillis of arrival
/// @param roundTripMillis to the volunteer and back; empty until it is known
public record LineQuality(double lossPercent, long jitterMillis, Optional<Long> roundTripMillis) {

  /// @param before the report before; empty at the first one
  public static LineQuality between(Optional<MediaReport> before, MediaReport now) {
    double heard = loss(before.map(MediaReport::heard), now.heard());
    double sent =
        now.sent().map(stream -> loss(before.flatMap(MediaReport::sent), stream)).orElse(0.0);
    Duration jitter =
        now.sent()
            .map(Stream::jitter)
            .filter(there -> there.compareTo(now.heard().jitter()) > 0)
            .orElse(now.heard().jitter());
    return new LineQuality(
        Math.round(Math.max(heard, sent) * 1000) / 10.0,
        jitter.toMillis(),
        now.roundTrip().map(Duration::toMillis));
  }

  /// From 0 to 1. Packets that come twice or late can make counts go back: then nothing was lost.
  private static double loss(Optional<Stream> before, Stream now) {
    long lost = Math.max(0, now.lost() - before.map(Stream::lost).orElse(0L));
    long arrived = Math.max(0, now.packets() - before.map(Stream::packets).orElse(0L));
    return lost == 0 ? 0 : (double) lost / (lost + arrived);
  }
}
