package org.hustings.core.callerid;

import java.time.Instant;
import org.hustings.core.voter.PhoneNumber;

/// The provider's own book of caller IDs, and its way of having one verified. Every method blocks,
/// for some seconds where the provider is slow; never to be called on a network thread.
public interface CallerIds {

  /// For trunks whose operator knows by itself which numbers are the customer's.
  CallerIds NOWHERE =
      new CallerIds() {
        @Override
        public boolean verifies() {
          return false;
        }

        @Override
        public Order order(PhoneNumber number, String name) {
          return new Order.NotSent();
        }

        @Override
        public Standing standing(PhoneNumber number) {
          return new Standing.NotVerified();
        }
      };

  /// Whether there is a provider that verifies at all. Asks nobody.
  boolean verifies();

  /// Has the provider ring a number and ask whoever answers for a code. Somebody's telephone rings,
  /// so an order is sent once, and never again by itself (as R22 has it for voters).
  ///
  /// @param name what the number is called in the provider's book, 64 characters at most
  Order order(PhoneNumber number, String name);

  /// Whether a number is in the provider's book.
  Standing standing(PhoneNumber number);

  /// What came of an order.
  sealed interface Order {
    /// It rings, or is about to.
    ///
    /// @param code to be keyed in by whoever answers
    record Rings(String code) implements Order {}

    /// It is in the book already; nothing rings.
    record InTheBook() implements Order {}

    /// The provider would not; nothing rings.
    ///
    /// @param sentence for the manager: what to do
    record Refused(String sentence) implements Order {}

    /// The order never left; nothing rings.
    record NotSent() implements Order {}

    /// Nobody knows whether it rings.
    record Unknown() implements Order {}
  }

  /// How a number stands with the provider.
  sealed interface Standing {
    /// @param since by the provider's clock
    record Verified(Instant since) implements Standing {}

    record NotVerified() implements Standing {}

    /// The provider did not say.
    record Unknown() implements Standing {}
  }
}
