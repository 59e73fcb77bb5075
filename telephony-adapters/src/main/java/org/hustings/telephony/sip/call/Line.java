package org.hustings.telephony.sip.call;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Runners;
import org.hustings.core.time.Timers;
import org.hustings.telephony.sip.stack.Answers;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipStack;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.Transport;

/// What a call needs of its surroundings.
record Line(
    SipStack stack,
    Duration t1,
    String product,
    Runners runners,
    Timers timers,
    InstantSource clock,
    RandomGenerator random) {
  static final String ALLOWED = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE";

  /// In our answers to requests that make or refresh a dialog.
  static final Header SUPPORTED = new Header("Supported", SessionExpires.TAG);

  private static final String CONTACT_USER = "hustings";

  /// 64 × T1: when SIP gives up waiting (Timers B, F, H), and how long an old call is remembered.
  Duration patience() {
    return t1.multipliedBy(64);
  }

  SipUri contact(Transport transport) {
    return SipUri.contact(CONTACT_USER, stack.advertisedHost(), stack.port(transport), transport);
  }

  List<Header> capabilities() {
    return List.of(new Header("Allow", ALLOWED), new Header("User-Agent", product));
  }

  Header allow() {
    return new Header("Allow", ALLOWED);
  }

  /// 64 random bits, which is twice what a tag must have (RFC 3261 section 19.3).
  String token() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }

  /// For a Via header (section 8.1.1.7).
  String branch() {
    return "z9hG4bK-" + token() + token();
  }

  Inbox<Runnable> inbox(String name) {
    return runners.inbox(name, Runnable::run);
  }

  Timers.Timer after(Duration delay, Inbox<Runnable> inbox, Runnable action) {
    return timers.after(delay, () -> inbox.post(action));
  }

  /// Sends a request within a dialog whose answer needs no attention.
  void send(Dialog dialog, SipRequest request) {
    stack.send(request, dialog.hop(), IGNORED);
  }

  private static final Answers IGNORED =
      new Answers() {
        @Override
        public void response(SipResponse response) {}

        @Override
        public void silence() {}

        @Override
        public void broken(String why, boolean surelyUnsent) {}
      };

  static Optional<SipUri> none() {
    return Optional.empty();
  }
}
