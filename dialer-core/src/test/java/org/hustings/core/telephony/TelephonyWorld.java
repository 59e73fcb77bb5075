package org.hustings.core.telephony;

import java.util.List;
import java.util.Optional;
import org.hustings.core.id.LegId;
import org.hustings.core.voter.PhoneNumber;

/// An adapter with a network around it, as [TelephonyContract] needs them. What a test waits for
/// comes by real time or by virtual time: that is the world's business.
public interface TelephonyWorld extends AutoCloseable {
  /// The adapter under test; the world listens to it.
  Telephony telephony();

  /// A number with this behind it.
  PhoneNumber number(FarEnd farEnd);

  /// A channel of its trunk.
  Telephony.Permit permit();

  /// Waits for the next event of a kind on a leg, passing over others. Fails if it does not come or
  /// the leg ends before.
  <E extends LegEvent> E await(LegId leg, Class<E> kind);

  /// All that was told of a leg so far, in order.
  List<LegEvent> told(LegId leg);

  /// Lets everything that is under way come to rest.
  void settle();

  /// Somebody known calls us and waits for an answer.
  LegEvent.Offered someoneCalls(Optional<String> caller, String dnis);

  /// Whoever called hangs up.
  void callerHangsUp(LegId leg);

  /// Whoever called presses keys.
  void callerPresses(LegId leg, String keys);

  /// The keys that the other end of a leg heard so far.
  String keysHeardAt(LegId leg);

  /// A browser that would like to be connected, where the adapter declares that it can.
  default Browser browser() {
    throw new AssertionError("this world has no browsers");
  }

  /// A volunteer's browser.
  interface Browser {
    BrowserMessage offer();

    /// Takes the answer, connects, and is heard.
    void takes(BrowserMessage answer);

    /// Is closed.
    void leaves();
  }

  @Override
  void close();
}
