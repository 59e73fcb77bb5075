package org.hustings.core.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.VoterId;
import org.junit.jupiter.api.Test;

final class DispositionTest {
  private static final Instant NOON = Instant.parse("2026-11-18T17:00:00Z");

  @Test
  void R18_a_time_goes_with_a_call_back_and_only_with_it() {
    assertThat(said(Action.CALL_BACK, Set.of(), Optional.of(NOON)).callBackAt()).contains(NOON);
    assertThatThrownBy(() -> said(Action.CALL_BACK, Set.of(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got CALL_BACK");
    assertThatThrownBy(() -> said(Action.BUSY, Set.of(), Optional.of(NOON)))
        .hasMessageContaining("got BUSY");
  }

  @Test
  void R16_a_wrong_number_names_at_least_one_voter() {
    Set<VoterId> ida = Set.of(new VoterId(1));

    assertThat(said(Action.WRONG_NUMBER, ida, Optional.empty()).wrongNumberFor()).isEqualTo(ida);
    assertThatThrownBy(() -> said(Action.WRONG_NUMBER, Set.of(), Optional.empty()))
        .hasMessageContaining("at least one voter");
  }

  @Test
  void R20_what_the_network_suggests_is_the_action_alone() {
    Disposition busy = Disposition.plain(Action.BUSY);

    assertThat(busy.code()).isEqualTo("BUSY");
    assertThat(busy.action()).isEqualTo(Action.BUSY);
    assertThat(busy.reached()).isEmpty();
  }

  private static Disposition said(
      Action action, Set<VoterId> wrongNumberFor, Optional<Instant> callBackAt) {
    return new Disposition(
        action.name(), action, Set.of(), wrongNumberFor, callBackAt, Map.of(), List.of());
  }
}
