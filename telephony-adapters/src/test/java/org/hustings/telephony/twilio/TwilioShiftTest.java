package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.home.Homes;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.memory.InMemoryNetwork;
import org.hustings.telephony.phonenet.memory.InMemoryPhone;
import org.hustings.telephony.prompt.Prompts;
import org.hustings.telephony.twilio.fake.FakeCall;
import org.hustings.telephony.twilio.fake.FakePhone;
import org.hustings.telephony.twilio.fake.FakeTwilio;
import org.hustings.telephony.twilio.rest.Credentials;
import org.hustings.telephony.twilio.webhook.Elsewhere;
import org.junit.jupiter.api.Test;

/// A whole shift on the whole engine, once over phonenet and once over Twilio: the final state of
/// every number is the same, and nobody is rung twice for one attempt.
class TwilioShiftTest {
  private static final Duration SHIFT = Duration.ofHours(5);

  @Test
  void every_number_ends_over_twilio_as_it_does_over_our_own_network() {
    SmallShift own = SmallShift.over(TwilioShiftTest::phonenet);
    SmallShift twilio = SmallShift.over(shift -> twilio(shift, FakeTwilio.Weather.FAIR));
    own.work(SHIFT);
    twilio.work(SHIFT);
    assertThat(twilio.complaints()).isEmpty();
    assertThat(own.complaints()).isEmpty();
    assertThat(twilio.numbers()).isEqualTo(own.numbers());
    assertThat(twilio.rings()).isEqualTo(own.rings()).isGreaterThan(80);
  }

  @Test
  void so_it_does_when_some_volunteers_have_themselves_called() {
    SmallShift own = SmallShift.over(TwilioShiftTest::phonenet).callingSome();
    SmallShift twilio =
        SmallShift.over(shift -> twilio(shift, FakeTwilio.Weather.FAIR)).callingSome();
    own.work(SHIFT);
    twilio.work(SHIFT);
    assertThat(twilio.complaints()).isEmpty();
    assertThat(own.complaints()).isEmpty();
    assertThat(twilio.numbers()).isEqualTo(own.numbers());
  }

  @Test
  void R22_so_it_does_when_callbacks_are_lost_doubled_and_late() {
    SmallShift own = SmallShift.over(TwilioShiftTest::phonenet);
    SmallShift twilio = SmallShift.over(shift -> twilio(shift, new RoughWeather(new Random(11))));
    own.work(SHIFT);
    twilio.work(SHIFT);
    assertThat(twilio.complaints()).isEmpty();
    assertThat(twilio.numbers()).isEqualTo(own.numbers());
    assertThat(twilio.rings()).isEqualTo(own.rings());
  }

  @Test
  void so_it_does_when_both_carry_the_shift_at_once() {
    SmallShift own = SmallShift.over(TwilioShiftTest::phonenet);
    List<FakeTwilio> twilio = new ArrayList<>();
    SmallShift both = SmallShift.over(shift -> both(shift, twilio::add));
    own.work(SHIFT);
    both.work(SHIFT);
    assertThat(both.complaints()).isEmpty();
    assertThat(both.numbers()).isEqualTo(own.numbers());
    assertThat(both.rings()).isEqualTo(own.rings());
    assertThat(twilio.getFirst().calls().stream().filter(FakeCall::isOrdered).count())
        .as("voters whom Twilio called, beside those of the other network")
        .isBetween(20L, own.rings() - 20L);
  }

  /// Every other volunteer dials in at Twilio; a voter is called from where the volunteer is.
  private static SmallShift.Network both(SmallShift shift, Consumer<FakeTwilio> seen) {
    InMemoryNetwork here = inMemory(shift);
    Fake there = fake(shift);
    seen.accept(there.twilio);
    Homes homes =
        new Homes(
            List.of(
                new Homes.Home(
                    Telephony.OWN_HOME,
                    here.connect(),
                    () -> true,
                    trunk -> !trunk.equals("twilio"),
                    dialog -> !there.telephony.isOurs(dialog)),
                new Homes.Home(
                    "twilio",
                    there.telephony,
                    there.telephony::well,
                    "twilio"::equals,
                    there.telephony::isOurs)));
    return new SmallShift.Network() {
      private int dialed;

      @Override
      public Telephony telephony() {
        return homes;
      }

      @Override
      public SmallShift.Telephone dials(String dnis) {
        return ++dialed % 2 == 0 ? there.dials(dnis) : dialsAt(here, dnis);
      }
    };
  }

  private static SmallShift.Network phonenet(SmallShift shift) {
    InMemoryNetwork network = inMemory(shift);
    return new SmallShift.Network() {
      @Override
      public Telephony telephony() {
        return network.connect();
      }

      @Override
      public SmallShift.Telephone dials(String dnis) {
        return dialsAt(network, dnis);
      }
    };
  }

  private static InMemoryNetwork inMemory(SmallShift shift) {
    return new InMemoryNetwork(
        Clockwork.of(shift.time()),
        shift.subscribers(),
        shift.log(),
        InMemoryNetwork.Settings.USUAL);
  }

  private static SmallShift.Telephone dialsAt(InMemoryNetwork network, String dnis) {
    InMemoryPhone phone = network.phone(Optional.empty());
    phone.dial(dnis);
    return phone::press;
  }

  private static SmallShift.Network twilio(SmallShift shift, FakeTwilio.Weather weather) {
    Fake fake = fake(shift);
    fake.twilio.weather(weather);
    return new SmallShift.Network() {
      @Override
      public Telephony telephony() {
        return fake.telephony;
      }

      @Override
      public SmallShift.Telephone dials(String dnis) {
        return fake.dials(dnis);
      }
    };
  }

  /// Twilio, and the adapter that orders there.
  private record Fake(FakeTwilio twilio, TwilioTelephony telephony) {
    SmallShift.Telephone dials(String dnis) {
      FakePhone phone = twilio.phone("+266696687", dnis);
      return phone::press;
    }
  }

  private static Fake fake(SmallShift shift) {
    FakeTwilio fake =
        new FakeTwilio(
            new FakeTwilio.Account(TwilioWorld.ACCOUNT, TwilioWorld.TOKEN, TwilioWorld.ROOT),
            Clockwork.of(shift.time()),
            shift.subscribers(),
            shift.log());
    TwilioTelephony telephony =
        new TwilioTelephony(
            new TwilioConfig(
                "twilio",
                TwilioWorld.ACCOUNT,
                Optional.of(new PhoneNumber("+19195550140")),
                new TwilioConfig.Capacity(50, 5),
                URI.create(TwilioWorld.ROOT),
                TwilioConfig.Limits.usual()),
            new TwilioTelephony.Parts(
                fake,
                () -> Credentials.of(TwilioWorld.TOKEN),
                Elsewhere.NOWHERE,
                Prompts.shipped(),
                new SimpleMeterRegistry()),
            new TwilioTelephony.Surroundings(
                shift.time(), shift.time(), shift.time(), new Random(3)));
    fake.webhooksAt(telephony.webhooks()::answer);
    return new Fake(fake, telephony);
  }
}
