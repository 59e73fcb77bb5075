package org.hustings.core.telephony;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// An adapter's reply to a browser.
public sealed interface BrowserReply {

  /// @param message for the browser; empty if there is nothing to tell
  /// @param version names how the connection is set up now. A later change says which version it
  ///   builds on, so that one that was overtaken is not taken for a new one
  record Agreed(Optional<BrowserMessage> message, String version) implements BrowserReply {
    public Agreed {
      requireNonNull(message, "message");
      requireNonNull(version, "version");
    }
  }

  /// Nothing was changed.
  ///
  /// @param detail for the log and the programmer: what was not understood or cannot be met
  record Refused(Reason reason, String detail) implements BrowserReply {
    public Refused {
      requireNonNull(reason, "reason");
      requireNonNull(detail, "detail");
    }
  }

  enum Reason {
    /// The message is not understood, or asks for what the adapter cannot do.
    UNUSABLE,
    /// The change builds on a version that is not the present one.
    OTHER_VERSION,
    /// Too many legs.
    NO_ROOM,
    /// The leg is over, or never was.
    NO_SUCH_LEG
  }
}
