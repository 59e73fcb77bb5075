package org.hustings.core.dialing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.account.Volunteer;
import org.hustings.core.id.LegId;
import org.hustings.core.session.Refusal;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserRelay;
import org.hustings.core.telephony.BrowserReply;

/// The engine's desk for volunteers who call with their browser. Callable from any thread; nothing
/// blocks.
public interface BrowserDesk {

  /// Whether browsers can connect to this server at all; if not, nothing else makes sense here.
  boolean isOffered();

  /// Connects a browser. The volunteer joins their session when they are heard: the one they have
  /// (R24), or a new one. A browser of theirs that is still on its way is given up.
  CompletableFuture<Entry> connect(Volunteer volunteer, BrowserMessage offer);

  /// Passes on a further message about a leg of this volunteer's.
  ///
  /// @param version that it builds on; empty for the present one
  CompletableFuture<BrowserReply> change(
      Volunteer volunteer, LegId leg, BrowserMessage change, Optional<String> version);

  /// Ends a leg of this volunteer's, as hanging up a phone does; the session waits for them (R24).
  ///
  /// @return false if they have no such leg
  boolean disconnect(Volunteer volunteer, LegId leg);

  /// What the browser may use to get through to us.
  List<BrowserRelay> relays();

  /// What came of connecting.
  sealed interface Entry {
    /// @param answer for the browser
    /// @param version of the connection's set-up
    record Connecting(LegId leg, BrowserMessage answer, String version) implements Entry {}

    /// The volunteer may not join now.
    record Refused(Refusal why) implements Entry {}

    /// The telephony would not take the browser.
    record NotTaken(BrowserReply.Refused why) implements Entry {}
  }
}
