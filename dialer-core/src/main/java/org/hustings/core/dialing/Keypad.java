package org.hustings.core.dialing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.core.account.DialInCode;

/// What a caller has keyed so far, and what it leads to; pure. Number and PIN, or the one-time code
/// alone, each end with `#`, or when nothing more comes; `*` begins anew.
///
/// @param number the volunteer number, once it is complete
/// @param digits what was keyed since the last question
/// @param mistakes wrong PINs, and questions left without an answer
record Keypad(Optional<String> number, String digits, int mistakes) {
  static final Keypad NEW = new Keypad(Optional.empty(), "", 0);

  /// How long the next key is waited for.
  static final Duration PATIENCE = Duration.ofSeconds(8);

  static final Duration LONGEST_PROMPT = Duration.ofSeconds(30);
  private static final int MOST_DIGITS = 12;
  private static final int MOST_MISTAKES = 3;

  /// The keypad after something, and what is to be done.
  record Answer(Keypad next, Asked asked) {}

  /// What is to be done.
  sealed interface Asked {
    record Nothing() implements Asked {}

    record Say(List<Prompt> prompts) implements Asked {}

    record Check(String number, String pin) implements Asked {}

    /// What was keyed first may be a one-time code.
    record CheckCode(String digits) implements Asked {}

    record GiveUp() implements Asked {}
  }

  Answer press(char key) {
    if (key == '#') {
      return digits.isEmpty() ? unanswered() : complete();
    }
    if (key == '*') {
      return new Answer(with(""), new Asked.Nothing());
    }
    return digits.length() < MOST_DIGITS && Character.isDigit(key)
        ? new Answer(with(digits + key), new Asked.Nothing())
        : new Answer(this, new Asked.Nothing());
  }

  /// Nothing was keyed for a while.
  Answer waited() {
    return digits.isEmpty() ? unanswered() : complete();
  }

  /// The register does not know this number with this PIN.
  Answer wrong() {
    Keypad anew = new Keypad(Optional.empty(), "", mistakes + 1);
    return anew.isTooMany()
        ? new Answer(anew, new Asked.GiveUp())
        : new Answer(anew, new Asked.Say(List.of(Prompt.WRONG_PIN, Prompt.ENTER_NUMBER)));
  }

  /// What was taken for a one-time code is a volunteer number.
  Answer isNumber() {
    return new Answer(
        new Keypad(Optional.of(digits), "", mistakes), new Asked.Say(List.of(Prompt.ENTER_PIN)));
  }

  private Answer complete() {
    if (number.isPresent()) {
      return new Answer(with(""), new Asked.Check(number.get(), digits));
    }
    return DialInCode.looksLikeOne(digits)
        ? new Answer(this, new Asked.CheckCode(digits))
        : isNumber();
  }

  private Answer unanswered() {
    Keypad next = new Keypad(number, "", mistakes + 1);
    Prompt question = number.isPresent() ? Prompt.ENTER_PIN : Prompt.ENTER_NUMBER;
    return next.isTooMany()
        ? new Answer(next, new Asked.GiveUp())
        : new Answer(next, new Asked.Say(List.of(question)));
  }

  private boolean isTooMany() {
    return mistakes >= MOST_MISTAKES;
  }

  private Keypad with(String keyed) {
    return new Keypad(number, keyed, mistakes);
  }
}
