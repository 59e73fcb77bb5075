package org.hustings.telephony.sip;

import static java.util.Map.entry;
import static org.hustings.core.telephony.LegEnd.Blame.CALLED_PARTY;
import static org.hustings.core.telephony.LegEnd.Blame.CARRIER;
import static org.hustings.core.telephony.LegEnd.Blame.NOBODY;
import static org.hustings.core.telephony.LegEnd.Blame.UNATTRIBUTABLE;
import static org.hustings.core.telephony.LegEnd.Blame.US;
import static org.hustings.core.telephony.LegEnd.Outcome.ANSWERED;
import static org.hustings.core.telephony.LegEnd.Outcome.BUSY;
import static org.hustings.core.telephony.LegEnd.Outcome.CANCELLED;
import static org.hustings.core.telephony.LegEnd.Outcome.DECLINED;
import static org.hustings.core.telephony.LegEnd.Outcome.NOT_CONNECTED;
import static org.hustings.core.telephony.LegEnd.Outcome.NO_ANSWER;
import static org.hustings.core.telephony.LegEnd.Outcome.UNKNOWN;
import static org.hustings.core.telephony.LegEnd.Outcome.UNREACHABLE;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.telephony.sip.call.CallEnd;

/// What SIP's codes and Q.850's causes mean for an attempt: the one table of this adapter. A code
/// that is not in it is our fault, and counted.
public final class SipCauses {

  /// @param exact whether the code says all there is to say; else a Q.850 cause that came with it
  ///   (RFC 3326, RFC 6432) knows better
  private record Meaning(Outcome outcome, Blame blame, boolean exact) {
    static Meaning exactly(Outcome outcome, Blame blame) {
      return new Meaning(outcome, blame, true);
    }

    static Meaning roughly(Outcome outcome, Blame blame) {
      return new Meaning(outcome, blame, false);
    }
  }

  // spotless:off
  private static final Map<Integer, Meaning> SIP = Map.ofEntries(
      // We call the number that was claimed, not where somebody redirects us.
      entry(300, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(301, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(302, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(305, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(380, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(400, Meaning.roughly(NOT_CONNECTED, US)),
      entry(401, Meaning.exactly(NOT_CONNECTED, US)),          // our credentials are wrong
      entry(402, Meaning.exactly(NOT_CONNECTED, US)),          // our account is empty
      entry(403, Meaning.roughly(NOT_CONNECTED, CARRIER)),
      entry(404, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),
      entry(405, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(406, Meaning.exactly(NOT_CONNECTED, US)),
      entry(407, Meaning.exactly(NOT_CONNECTED, US)),
      entry(408, Meaning.roughly(NO_ANSWER, CALLED_PARTY)),
      entry(410, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),
      entry(413, Meaning.exactly(NOT_CONNECTED, US)),
      entry(414, Meaning.exactly(NOT_CONNECTED, US)),
      entry(415, Meaning.exactly(NOT_CONNECTED, US)),
      entry(416, Meaning.exactly(NOT_CONNECTED, US)),
      entry(420, Meaning.exactly(NOT_CONNECTED, US)),
      entry(421, Meaning.exactly(NOT_CONNECTED, US)),          // wants an extension that we lack
      entry(422, Meaning.exactly(NOT_CONNECTED, US)),          // session timer (RFC 4028)
      entry(428, Meaning.exactly(NOT_CONNECTED, US)),          // wants a signed caller ID (RFC 8224)
      entry(433, Meaning.exactly(NOT_CONNECTED, US)),          // wants a caller ID (RFC 5079)
      entry(436, Meaning.exactly(NOT_CONNECTED, US)),
      entry(437, Meaning.exactly(NOT_CONNECTED, US)),
      entry(438, Meaning.exactly(NOT_CONNECTED, US)),
      entry(480, Meaning.roughly(NO_ANSWER, CALLED_PARTY)),
      entry(481, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(482, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(483, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(484, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),
      entry(485, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),
      entry(486, Meaning.exactly(BUSY, CALLED_PARTY)),
      entry(487, Meaning.roughly(NO_ANSWER, CALLED_PARTY)),    // ended, though not by our CANCEL
      entry(488, Meaning.exactly(NOT_CONNECTED, US)),
      entry(491, Meaning.exactly(NOT_CONNECTED, US)),
      entry(493, Meaning.exactly(NOT_CONNECTED, US)),
      entry(500, Meaning.roughly(NOT_CONNECTED, CARRIER)),
      entry(501, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(502, Meaning.roughly(NOT_CONNECTED, CARRIER)),
      entry(503, Meaning.roughly(NOT_CONNECTED, CARRIER)),
      entry(504, Meaning.roughly(NOT_CONNECTED, CARRIER)),
      entry(505, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(513, Meaning.exactly(NOT_CONNECTED, US)),
      entry(580, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(600, Meaning.exactly(BUSY, CALLED_PARTY)),
      entry(603, Meaning.exactly(DECLINED, CALLED_PARTY)),
      entry(604, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),
      entry(606, Meaning.exactly(NOT_CONNECTED, US)),
      entry(607, Meaning.exactly(DECLINED, CALLED_PARTY)),     // unwanted (RFC 8197)
      entry(608, Meaning.exactly(NOT_CONNECTED, CARRIER)));    // blocked on the way (RFC 8688)

  /// Causes that say nothing more than the SIP code (16, 31, 127…) are left out.
  private static final Map<Integer, Meaning> Q850 = Map.ofEntries(
      entry(1, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),    // unallocated number
      entry(2, Meaning.exactly(NOT_CONNECTED, CARRIER)),       // no route to transit network
      entry(3, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),    // no route to destination
      entry(4, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),    // special information tone
      entry(17, Meaning.exactly(BUSY, CALLED_PARTY)),
      entry(18, Meaning.exactly(NO_ANSWER, CALLED_PARTY)),     // no user responding
      entry(19, Meaning.exactly(NO_ANSWER, CALLED_PARTY)),     // user alerted, no answer
      entry(20, Meaning.exactly(NO_ANSWER, CALLED_PARTY)),     // subscriber absent
      entry(21, Meaning.exactly(DECLINED, CALLED_PARTY)),
      entry(22, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),   // number changed
      entry(25, Meaning.exactly(NOT_CONNECTED, CARRIER)),      // exchange routing error
      entry(26, Meaning.exactly(NO_ANSWER, CALLED_PARTY)),     // non-selected user clearing
      entry(27, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),   // destination out of order
      entry(28, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),   // invalid number format
      entry(29, Meaning.exactly(NOT_CONNECTED, CARRIER)),      // facility rejected
      entry(34, Meaning.exactly(NOT_CONNECTED, CARRIER)),      // no circuit available
      entry(38, Meaning.exactly(NOT_CONNECTED, CARRIER)),      // network out of order
      entry(41, Meaning.exactly(NOT_CONNECTED, CARRIER)),      // temporary failure
      entry(42, Meaning.exactly(NOT_CONNECTED, CARRIER)),      // congestion
      entry(43, Meaning.exactly(NOT_CONNECTED, CARRIER)),
      entry(44, Meaning.exactly(NOT_CONNECTED, CARRIER)),      // requested circuit not available
      entry(47, Meaning.exactly(NOT_CONNECTED, CARRIER)),      // resource unavailable
      entry(50, Meaning.exactly(NOT_CONNECTED, US)),           // facility not subscribed
      entry(52, Meaning.exactly(NOT_CONNECTED, US)),           // outgoing calls barred
      entry(54, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),   // incoming calls barred
      entry(55, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),   // incoming calls barred within group
      entry(57, Meaning.exactly(NOT_CONNECTED, US)),           // bearer not authorized
      entry(58, Meaning.exactly(NOT_CONNECTED, CARRIER)),      // bearer not available
      entry(65, Meaning.exactly(NOT_CONNECTED, US)),           // bearer not implemented
      entry(79, Meaning.exactly(NOT_CONNECTED, US)),           // service not implemented
      entry(87, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),   // user not a member of the group
      entry(88, Meaning.exactly(UNREACHABLE, CALLED_PARTY)),   // incompatible destination
      entry(102, Meaning.exactly(NOT_CONNECTED, CARRIER)),     // recovery on timer expiry
      entry(111, Meaning.exactly(NOT_CONNECTED, CARRIER)));    // protocol error
  // spotless:on

  private static final Pattern CAUSE = Pattern.compile("(?:^|;)\\s*cause\\s*=\\s*\"?([0-9]{1,3})");

  private final Consumer<String> unmapped;

  /// @param unmapped told each code that the table lacks, to be counted
  public SipCauses(Consumer<String> unmapped) {
    this.unmapped = unmapped;
  }

  /// What the end of a call means.
  public LegEnd legEnd(CallEnd end) {
    return switch (end) {
      case CallEnd.Refused refused -> refused(refused);
      case CallEnd.GivenUp(CallEnd.GivenUpFor why, boolean heard, boolean rang) -> {
        Placed placed = heard ? Placed.YES : Placed.UNKNOWN;
        yield switch (why) {
          case HANG_UP -> new LegEnd(CANCELLED, NOBODY, By.US, placed, rang, "cancelled");
          case RING_TIME_OVER ->
              new LegEnd(NO_ANSWER, CALLED_PARTY, By.US, placed, rang, "ring time over");
        };
      }
      case CallEnd.Silence() ->
          new LegEnd(UNKNOWN, UNATTRIBUTABLE, By.NETWORK, Placed.UNKNOWN, false, "timer B");
      case CallEnd.NotSent(String why, boolean surely) ->
          surely
              ? new LegEnd(NOT_CONNECTED, CARRIER, By.NETWORK, Placed.SURELY_NOT, false, why)
              : new LegEnd(UNKNOWN, UNATTRIBUTABLE, By.NETWORK, Placed.UNKNOWN, false, why);
      case CallEnd.MediaRefused() ->
          new LegEnd(NOT_CONNECTED, CARRIER, By.US, Placed.YES, true, "unusable SDP");
      case CallEnd.FarEndLeft(List<String> reasons) -> answered(By.FAR_END, NOBODY, code(reasons));
      case CallEnd.WeLeft() -> answered(By.US, NOBODY, "BYE");
      case CallEnd.Vanished() -> answered(By.NETWORK, UNATTRIBUTABLE, "vanished");
      case CallEnd.Expired() -> answered(By.NETWORK, UNATTRIBUTABLE, "session expired");
      case CallEnd.CallerGaveUp() ->
          new LegEnd(CANCELLED, NOBODY, By.FAR_END, Placed.YES, false, "SIP 487");
      case CallEnd.WeRefused(int status) ->
          new LegEnd(CANCELLED, NOBODY, By.US, Placed.YES, false, "SIP " + status);
      case CallEnd.NeverAcknowledged() ->
          new LegEnd(NOT_CONNECTED, UNATTRIBUTABLE, By.NETWORK, Placed.YES, true, "no ACK");
    };
  }

  /// We could not even begin, through our own fault.
  public static LegEnd ourFault(String why) {
    return new LegEnd(NOT_CONNECTED, US, By.US, Placed.SURELY_NOT, false, why);
  }

  private static LegEnd answered(By by, Blame blame, String code) {
    return new LegEnd(ANSWERED, blame, by, Placed.YES, true, code);
  }

  private static String code(List<String> reasons) {
    return cause(reasons).map(cause -> "BYE, Q.850 " + cause).orElse("BYE");
  }

  private LegEnd refused(CallEnd.Refused refused) {
    Optional<Integer> cause = cause(refused.reasons());
    String code = "SIP " + refused.status() + cause.map(number -> ", Q.850 " + number).orElse("");
    Meaning sip = SIP.get(refused.status());
    Meaning q850 = cause.map(Q850::get).orElse(null);
    if (sip != null && (sip.exact || q850 == null)) {
      return refused(sip, refused.rang(), code);
    }
    if (q850 != null) {
      return refused(q850, refused.rang(), code);
    }
    unmapped.accept("SIP " + refused.status());
    return refused(Meaning.exactly(NOT_CONNECTED, US), refused.rang(), code);
  }

  private static LegEnd refused(Meaning meaning, boolean rang, String code) {
    boolean ofTheCalled = meaning.blame == CALLED_PARTY;
    By by = meaning.outcome == BUSY || meaning.outcome == DECLINED ? By.FAR_END : By.NETWORK;
    Placed placed = ofTheCalled || rang ? Placed.YES : Placed.SURELY_NOT;
    return new LegEnd(meaning.outcome, meaning.blame, by, placed, rang, code);
  }

  /// The cause of the first `Reason: Q.850;cause=17;…` (RFC 6432).
  private static Optional<Integer> cause(List<String> reasons) {
    return reasons.stream()
        .filter(reason -> reason.strip().toUpperCase(Locale.ROOT).startsWith("Q.850"))
        .map(CAUSE::matcher)
        .filter(Matcher::find)
        .map(matcher -> Integer.valueOf(matcher.group(1)))
        .findFirst();
  }
}
