package org.hustings.telephony.twilio;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.hustings.telephony.twilio.fake.FakeTwilio;
import org.hustings.telephony.twilio.rest.RestReply;
import org.hustings.telephony.twilio.rest.RestRequest;

/// One callback in five is lost, one in five comes twice, some overtake others; one answer of the
/// API in twenty does not come, though what was asked is done.
record RoughWeather(RandomGenerator dice) implements FakeTwilio.Weather {
  @Override
  public RestReply request(RestRequest request, Function<RestRequest, RestReply> done) {
    RestReply reply = done.apply(request);
    return dice.nextInt(20) == 0 ? new RestReply.Unknown("timeout") : reply;
  }

  @Override
  public List<Duration> callback(String event) {
    Duration way = Duration.ofMillis(dice.nextInt(30, 1_500));
    return switch (dice.nextInt(5)) {
      case 0 -> List.of();
      case 1 -> List.of(way, way.plusMillis(dice.nextInt(2_000)));
      default -> List.of(way);
    };
  }
}
