package org.hustings.telephony.twilio;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.FarEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.telephony.TelephonyContract;
import org.hustings.core.telephony.TelephonyWorld;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.twilio.fake.FakePhone;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Twilio keeps the contract, in virtual time, on a stateful fake of Twilio.
class TwilioContractTest extends TelephonyContract {
  @Override
  protected TelephonyWorld open() {
    return new World();
  }

  static final class World implements TelephonyWorld {
    private static final int MOST_TIMERS = 1_000;

    private final TwilioWorld twilio = new TwilioWorld();
    private final Map<LegId, Integer> awaited = new HashMap<>();
    private final Map<LegId, FakePhone> phones = new HashMap<>();

    @Override
    public Telephony telephony() {
      return twilio.telephony();
    }

    @Override
    public PhoneNumber number(FarEnd farEnd) {
      return TwilioWorld.number(farEnd);
    }

    @Override
    public Telephony.Permit permit() {
      twilio.time().advanceBy(Duration.ofSeconds(1));
      return twilio.permit();
    }

    @Override
    public <E extends LegEvent> E await(LegId leg, Class<E> kind) {
      twilio.time().runUntilQuiet();
      for (int timers = 0; timers < MOST_TIMERS; timers++) {
        Optional<E> found = next(leg, kind);
        if (found.isPresent()) {
          return found.get();
        }
        if (!twilio.time().advanceToNextTimer()) {
          break;
        }
      }
      throw new AssertionError("no " + kind.getSimpleName() + ", but " + told(leg));
    }

    private <E extends LegEvent> Optional<E> next(LegId leg, Class<E> kind) {
      List<LegEvent> all = told(leg);
      for (int i = awaited.getOrDefault(leg, 0); i < all.size(); i++) {
        awaited.put(leg, i + 1);
        if (kind.isInstance(all.get(i))) {
          return Optional.of(kind.cast(all.get(i)));
        }
      }
      return Optional.empty();
    }

    @Override
    public List<LegEvent> told(LegId leg) {
      return twilio.told(leg);
    }

    @Override
    public void settle() {
      twilio.time().advanceBy(Duration.ofSeconds(15));
    }

    @Override
    public LegEvent.Offered someoneCalls(Optional<String> caller, String dnis) {
      FakePhone phone = twilio.fake().phone(caller.orElse("+266696687"), dnis);
      twilio.time().advanceBy(Duration.ofSeconds(1));
      LegEvent.Offered offer = twilio.offered();
      phones.put(offer.leg(), phone);
      return offer;
    }

    private FakePhone phone(LegId leg) {
      return Optional.ofNullable(phones.get(leg)).orElseThrow();
    }

    @Override
    public void callerHangsUp(LegId leg) {
      phone(leg).hangUp();
    }

    /// Once the caller's telephone is listened to.
    @Override
    public void callerPresses(LegId leg, String keys) {
      twilio.time().advanceBy(Duration.ofSeconds(1));
      phone(leg).press(keys);
    }

    @Override
    public String keysHeardAt(LegId leg) {
      return twilio.callOf(leg).keysHeard();
    }

    @Override
    public Browser browser() {
      return new ByToken();
    }

    /// A browser with Twilio's own library.
    private final class ByToken implements Browser {
      private Optional<FakePhone> phone = Optional.empty();

      @Override
      public BrowserMessage offer() {
        return new BrowserMessage("application/sdp", "v=0");
      }

      @Override
      public void takes(BrowserMessage answer) {
        JsonNode given = new JsonMapper().readTree(answer.content());
        phone =
            Optional.of(
                twilio
                    .fake()
                    .browser(
                        given.path("token").asString(),
                        Map.of("leg", given.path("leg").asString())));
      }

      @Override
      public void leaves() {
        phone.orElseThrow().hangUp();
      }
    }

    @Override
    public void close() {
      twilio.close();
    }
  }
}
