package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hustings.core.account.DialInCode;
import org.hustings.core.account.DialInRegister;
import org.hustings.core.account.Passwords;
import org.hustings.core.account.PinStore;
import org.hustings.core.account.PinStore.CodeFor;
import org.hustings.core.account.PinStore.StoredPin;
import org.hustings.core.account.PinStore.TakenCode;
import org.hustings.core.account.Throttle;
import org.hustings.core.account.Throttle.Guess;
import org.hustings.core.dictation.DictationOrder;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.DictationId;

/// Lets volunteers in who dial in. Tries are throttled by caller and volunteer number together;
/// callers who withhold their number count as one caller, so that among them guessing at a number
/// locks that number out for a while, but for nobody whose number is shown.
public final class PinDesk implements DialInRegister {
  private final PinStore store;
  private final Passwords passwords;
  private final Throttle throttle;
  private final BiFunction<CampaignId, DictationId, DictationOrder> dictations;

  /// @param dictations what goes with the code of a message that is to be spoken
  public PinDesk(
      PinStore store,
      Passwords passwords,
      Throttle throttle,
      BiFunction<CampaignId, DictationId, DictationOrder> dictations) {
    this.store = requireNonNull(store, "store");
    this.passwords = requireNonNull(passwords, "passwords");
    this.throttle = requireNonNull(throttle, "throttle");
    this.dictations = requireNonNull(dictations, "dictations");
  }

  @Override
  public Optional<CampaignId> campaignAt(String dnis) {
    return store.campaignAt(dnis);
  }

  @Override
  public PinCheck check(
      CampaignId campaign,
      Optional<String> caller,
      String volunteerNumber,
      String pin,
      Instant now) {
    Guess guess =
        new Guess(
            caller.map(number -> "caller " + number),
            "volunteer " + volunteerNumber + " of campaign " + campaign);
    Optional<Instant> until = throttle.enter(guess, now);
    if (until.isPresent()) {
      return new PinCheck.Throttled(until.get());
    }
    Optional<StoredPin> stored = store.pinOf(campaign, volunteerNumber);
    if (stored.isEmpty()) {
      passwords.spend(pin);
    }
    return stored
        .filter(known -> passwords.matches(pin, known.hash()))
        .<PinCheck>map(known -> {
          throttle.succeeded(guess, now);
          return new PinCheck.Welcome(known.volunteer());
        })
        .orElseGet(PinCheck.Wrong::new);
  }

  @Override
  public CodeCheck checkCode(
      CampaignId campaign, Optional<String> caller, String digits, Instant now) {
    if (store.isVolunteerNumber(campaign, digits)) {
      return new CodeCheck.ANumber();
    }
    Guess guess =
        new Guess(caller.map(number -> "caller " + number), "codes of campaign " + campaign);
    Optional<Instant> until = throttle.enter(guess, now);
    if (until.isPresent()) {
      return new CodeCheck.Throttled(until.get());
    }
    return store
        .takeCode(campaign, new DialInCode(digits).hashIn(campaign), now)
        .map(taken -> {
          throttle.succeeded(guess, now);
          return opened(campaign, taken, now);
        })
        .orElseGet(CodeCheck.Wrong::new);
  }

  private CodeCheck opened(CampaignId campaign, TakenCode taken, Instant now) {
    return switch (taken.purpose()) {
      case CodeFor.Session _ -> new CodeCheck.Welcome(taken.holder());
      case CodeFor.Dictating(DictationId id) -> {
        DictationOrder order = dictations.apply(campaign, id);
        order.begin(now);
        yield new CodeCheck.ToDictate(order);
      }
    };
  }
}
