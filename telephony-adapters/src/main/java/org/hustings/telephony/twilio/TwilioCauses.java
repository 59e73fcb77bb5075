package org.hustings.telephony.twilio;

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
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.telephony.sip.SipCauses;
import org.hustings.telephony.sip.call.CallEnd;
import org.hustings.telephony.twilio.rest.Answer;
import org.hustings.telephony.twilio.rest.CallResource.Status;

/// What Twilio's error codes, final statuses and SIP codes mean for an attempt, and what a manager
/// can do about each: the one table of this adapter. A code that is not in it is our fault, and
/// counted. Sources: twilio.com/docs/api/errors, twilio.com/docs/voice/api/call-resource.
public final class TwilioCauses {

  /// What an error code of the API means.
  ///
  /// @param rests whether further calls would fare the same, so that the account rests
  /// @param sentence for the manager: what to do
  public record Meaning(Outcome outcome, Blame blame, boolean rests, String sentence) {
    private static Meaning number(String sentence) {
      return new Meaning(UNREACHABLE, CALLED_PARTY, false, sentence);
    }

    private static Meaning ours(String sentence) {
      return new Meaning(NOT_CONNECTED, US, true, sentence);
    }

    private static Meaning ofThisCall(String sentence) {
      return new Meaning(NOT_CONNECTED, US, false, sentence);
    }

    private static Meaning theirs(String sentence) {
      return new Meaning(NOT_CONNECTED, CARRIER, true, sentence);
    }
  }

  // spotless:off
  private static final Map<Integer, Meaning> CODES = Map.ofEntries(
      entry(10001, Meaning.ours("The Twilio account is not active: sign in to Twilio's console and see why.")),
      entry(10002, Meaning.ours("A trial account cannot do this: upgrade the Twilio account.")),
      entry(10004, Meaning.ours("More calls at once than the Twilio account may have: lower twilio.channels, or ask Twilio for more.")),
      entry(13223, Meaning.number("Twilio cannot read the number: it is not one that can be dialed.")),
      entry(13224, Meaning.number("Twilio does not call this number, or there is no such number.")),
      entry(13225, Meaning.number("Twilio forbids calls to this number.")),
      entry(13227, Meaning.ofThisCall("Calls to this country are switched off: allow it in Twilio's console, Voice, Geo permissions.")),
      entry(20003, Meaning.ours("Twilio refuses our credentials: check twilio.account-sid, the auth token and the key, and that the key is of the same region.")),
      entry(20004, Meaning.ours("The API key may not do this: give it the right to make calls, or use another.")),
      entry(20005, Meaning.ours("The Twilio account is not active, perhaps for lack of funds: see Twilio's console, Billing.")),
      entry(20006, Meaning.ours("Twilio denies access: check which account the key belongs to.")),
      entry(20008, Meaning.ours("These are Twilio's test credentials, which call nobody: use the live ones.")),
      entry(20404, Meaning.ours("Twilio does not know the account or the region's API: check twilio.account-sid, twilio.region and twilio.edge.")),
      entry(20429, Meaning.theirs("More requests than Twilio takes: lower twilio.cps to what the console says.")),
      entry(21201, Meaning.ofThisCall("Twilio got no number to call.")),
      entry(21202, Meaning.number("Twilio does not call premium and service numbers.")),
      entry(21203, Meaning.ofThisCall("International calls are switched off: allow the country in Twilio's console, Voice, Geo permissions.")),
      entry(21205, Meaning.ours("Twilio cannot use our webhook's address: check twilio.public-url; it must be a public https URL.")),
      entry(21210, Meaning.ours("The caller ID is not verified: have a manager verify it (docs/twilio.md), or do it in Twilio's console, Phone numbers, Verified caller IDs, or use a number of the account.")),
      entry(21211, Meaning.number("Twilio says that this is no valid number.")),
      entry(21212, Meaning.ours("The caller ID is no valid number: correct the project's caller ID or twilio.caller-id.")),
      entry(21213, Meaning.ours("There is no caller ID: set the project's, or twilio.caller-id.")),
      entry(21214, Meaning.number("Twilio cannot reach this number.")),
      entry(21215, Meaning.ofThisCall("Calls to this country are switched off: allow it in Twilio's console, Voice, Geo permissions.")),
      entry(21216, Meaning.number("Twilio does not allow this account to call this number; ask Twilio's support if it should.")),
      entry(21217, Meaning.number("Twilio says that this is no valid number.")),
      entry(21218, Meaning.ours("Twilio does not know the TwiML application that was named; we name none, so tell us.")),
      entry(21219, Meaning.ours("A trial account calls verified numbers only: upgrade the Twilio account.")),
      entry(21220, Meaning.ofThisCall("The call was over before Twilio could do what was asked.")),
      entry(21401, Meaning.number("Twilio says that this is no valid number.")),
      entry(21450, Meaning.ofThisCall("Twilio has this number as verified already.")),
      entry(573005, Meaning.ours("A trial account calls verified numbers only: upgrade the Twilio account.")));
  // spotless:on

  private static final Meaning UNMAPPED =
      Meaning.ofThisCall(
          "Twilio refused with a code that is not in our table: look it up at"
              + " twilio.com/docs/api/errors, and tell us.");

  private final Consumer<String> unmapped;
  private final SipCauses sip;

  /// @param unmapped told each code that the table lacks, to be counted
  public TwilioCauses(Consumer<String> unmapped) {
    this.unmapped = unmapped;
    this.sip = new SipCauses(unmapped);
  }

  /// What a refusal means. Of one without a code, the status of HTTP says it.
  Meaning meaning(Answer.Refused<?> refused) {
    int code = refused.code() != 0 ? refused.code() : codeOf(refused.status());
    Meaning known = CODES.get(code);
    if (known == null) {
      unmapped.accept("Twilio " + (code != 0 ? code : "HTTP " + refused.status()));
      return UNMAPPED;
    }
    return known;
  }

  private static int codeOf(int status) {
    return switch (status) {
      case 401 -> 20003;
      case 403 -> 20006;
      case 404 -> 20404;
      case 429 -> 20429;
      default -> 0;
    };
  }

  /// The order was refused: nothing rang.
  LegEnd refused(Answer.Refused<?> refused) {
    Meaning meaning = meaning(refused);
    // A bad number counts as an attempt (R15), though it never rang; our own failures don't.
    Placed placed = meaning.blame == CALLED_PARTY ? Placed.YES : Placed.SURELY_NOT;
    return new LegEnd(meaning.outcome, meaning.blame, By.NETWORK, placed, false, code(refused));
  }

  static String code(Answer.Refused<?> refused) {
    return refused.code() != 0 ? "Twilio " + refused.code() : "Twilio HTTP " + refused.status();
  }

  /// The order never left.
  static LegEnd notSent(String why) {
    return new LegEnd(
        NOT_CONNECTED, CARRIER, By.NETWORK, Placed.SURELY_NOT, false, "Twilio not reached: " + why);
  }

  /// We could not even begin, through our own fault.
  static LegEnd ourFault(String why) {
    return new LegEnd(NOT_CONNECTED, US, By.US, Placed.SURELY_NOT, false, why);
  }

  /// A call to us that never was up.
  static LegEnd gaveUp(By by, String code) {
    return new LegEnd(CANCELLED, NOBODY, by, Placed.YES, false, code);
  }

  /// A browser that was given a token and never called.
  static LegEnd neverCame(By by) {
    return new LegEnd(
        NOT_CONNECTED, UNATTRIBUTABLE, by, Placed.SURELY_NOT, false, "the browser did not come");
  }

  /// A browser that asked for what cannot be given.
  static LegEnd unusableBrowser(String why) {
    return new LegEnd(NOT_CONNECTED, LegEnd.Blame.VOLUNTEER, By.US, Placed.SURELY_NOT, false, why);
  }

  /// We gave up before the order was sent.
  static LegEnd neverOrdered() {
    return new LegEnd(
        CANCELLED, NOBODY, By.US, Placed.SURELY_NOT, false, "hung up before it was ordered");
  }

  /// We gave up, and never learned what became of the order.
  static LegEnd gaveUpUnknown() {
    return new LegEnd(
        CANCELLED, NOBODY, By.US, Placed.UNKNOWN, false, "hung up without a trace of the order");
  }

  /// Neither an answer nor a trace.
  static LegEnd unknown(String why) {
    return new LegEnd(UNKNOWN, UNATTRIBUTABLE, By.NETWORK, Placed.UNKNOWN, false, "Twilio: " + why);
  }

  /// How a call ended.
  ///
  /// @param status a final one
  /// @param sipCode what the called network said, if Twilio passed it on
  /// @param how what we know of the call
  LegEnd ended(Status status, Optional<Integer> sipCode, CallSoFar how) {
    String code = "Twilio " + status + sipCode.map(number -> ", SIP " + number).orElse("");
    if (how.answered) {
      return new LegEnd(
          ANSWERED,
          status == Status.COMPLETED ? NOBODY : UNATTRIBUTABLE,
          how.hungUpByUs ? By.US : By.FAR_END,
          Placed.YES,
          true,
          code);
    }
    if (how.hungUpByUs) {
      return new LegEnd(CANCELLED, NOBODY, By.US, Placed.YES, how.rang, code);
    }
    return switch (status) {
      case COMPLETED -> new LegEnd(ANSWERED, NOBODY, By.FAR_END, Placed.YES, true, code);
      case BUSY -> busy(sipCode, how, code);
      case NO_ANSWER ->
          new LegEnd(
              NO_ANSWER,
              CALLED_PARTY,
              how.rangItsTime ? By.US : By.NETWORK,
              Placed.YES,
              true,
              code);
      case FAILED -> failed(sipCode, how, code);
      case CANCELED ->
          new LegEnd(CANCELLED, UNATTRIBUTABLE, By.NETWORK, Placed.YES, how.rang, code);
      case QUEUED, INITIATED, RINGING, IN_PROGRESS ->
          throw new IllegalArgumentException("a call that is " + status + " is not over");
    };
  }

  /// What is known of a call besides its final status.
  ///
  /// @param rangItsTime whether it may have rung as long as we wanted
  record CallSoFar(boolean rang, boolean answered, boolean hungUpByUs, boolean rangItsTime) {}

  /// Twilio says `busy` of a call that was declined, too; the SIP code tells which.
  private LegEnd busy(Optional<Integer> sipCode, CallSoFar how, String code) {
    boolean declined = sipCode.filter(number -> number == 603 || number == 607).isPresent();
    return new LegEnd(
        declined ? DECLINED : BUSY, CALLED_PARTY, By.FAR_END, Placed.YES, how.rang, code);
  }

  private LegEnd failed(Optional<Integer> sipCode, CallSoFar how, String code) {
    if (sipCode.isEmpty() || sipCode.get() < 300) {
      // "Could not be completed as dialed, most likely because the number was invalid."
      return new LegEnd(UNREACHABLE, CALLED_PARTY, By.NETWORK, Placed.YES, how.rang, code);
    }
    LegEnd end = sip.legEnd(new CallEnd.Refused(sipCode.get(), List.of(), how.rang));
    return new LegEnd(end.outcome(), end.blame(), end.by(), end.placed(), end.rang(), code);
  }
}
