package org.hustings.core.callerid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hustings.core.callerid.CallerIdAsking.Progress;
import org.hustings.core.callerid.CallerIdAsking.Wish;
import org.hustings.core.callerid.VerifyCallerId.Answer;
import org.hustings.core.id.CallerIdAskingId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The order of things, since a telephone rings at the end of them.
class VerifyCallerIdTest {
  private static final Instant NOW = Instant.parse("2026-11-02T14:00:00Z");
  private static final CampaignId CAMPAIGN = new CampaignId(1);
  private static final UserId MANAGER = new UserId(7);
  private static final Wish WISH = new Wish(new PhoneNumber("+19195550144"), "Office");
  private static final CallerIdAsking ASKED =
      new CallerIdAsking(new CallerIdAskingId(1), WISH, NOW, new Progress.Waiting());

  private final List<String> done = new ArrayList<>();
  private boolean storeIsAway;

  private Answer ask() {
    return new VerifyCallerId(new Provider(), new Book(), () -> NOW).ask(CAMPAIGN, MANAGER, WISH);
  }

  @Test
  void r22_an_asking_is_written_down_before_anything_rings() {
    assertThat(ask()).isEqualTo(new Answer.Rings(ASKED, "246810"));
    assertThat(done).containsExactly("written", "looked up", "ordered");
  }

  @Test
  void r22_what_cannot_be_written_down_is_not_rung() {
    storeIsAway = true;

    assertThatThrownBy(this::ask).hasMessage("away");
    assertThat(done).isEmpty();
  }

  @Test
  void nowhere_nothing_is_written_and_nothing_asked() {
    VerifyCallerId nowhere = new VerifyCallerId(CallerIds.NOWHERE, new Book(), () -> NOW);

    assertThat(nowhere.ask(CAMPAIGN, MANAGER, WISH))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.why().code()).isEqualTo("caller-ids-not-verified-here"));
    assertThat(done).isEmpty();
  }

  @ParameterizedTest(name = "verified after {0}")
  @CsvSource({"PT-61S, false", "PT-60S, true", "PT0S, true", "PT6M, true", "PT6M1S, false"})
  void a_verification_is_an_askings_doing_if_it_came_while_its_code_was_good(
      Duration after, boolean its) {
    assertThat(ASKED.led(NOW.plus(after))).isEqualTo(its);
  }

  /// A provider that rings whatever it is told to.
  private final class Provider implements CallerIds {
    @Override
    public boolean verifies() {
      return true;
    }

    @Override
    public Order order(PhoneNumber number, String name) {
      done.add("ordered");
      return new Order.Rings("246810");
    }

    @Override
    public Standing standing(PhoneNumber number) {
      done.add("looked up");
      return new Standing.NotVerified();
    }
  }

  /// A book in which nothing waits.
  private final class Book implements CallerIdBook {
    @Override
    public Leave take(CampaignId campaign, UserId by, Wish wish, Instant now) {
      if (storeIsAway) {
        throw new IllegalStateException("away");
      }
      done.add("written");
      return new Leave.Granted(ASKED);
    }

    @Override
    public List<CallerIdAsking> waiting(CampaignId campaign) {
      return List.of();
    }

    @Override
    public List<CallerIdAsking> ofEachNumber(CampaignId campaign) {
      return List.of();
    }

    @Override
    public void verified(CampaignId campaign, CallerIdAskingId asking, Instant at) {
      done.add("verified");
    }

    @Override
    public void unverified(CampaignId campaign, CallerIdAskingId asking, Instant at) {
      done.add("unverified");
    }
  }
}
