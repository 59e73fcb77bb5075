package org.hustings.core.telephony;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.id.LegId;
import org.hustings.core.voter.PhoneNumber;

/// A telephone network as the engine uses it.
///
/// Every command may be called from any thread, returns at once, and is harmless for a leg that has
/// ended. What a command leads to is told by [LegEvent]s to the one listener. A command whose
/// capability the adapter does not declare throws [UnsupportedCapability]; `TelephonyContract`
/// proves each declared capability and each refusal.
public interface Telephony {

  /// What a server calls its own media engine, or the only home of media that it has.
  String OWN_HOME = "own";

  Set<Capability> capabilities();

  /// Sets the one listener, before the first command. It is called on network threads and must only
  /// enqueue.
  void listen(LegListener listener);

  /// Holds a channel and a place in the calls-per-second budget of a trunk for one voter leg,
  /// *before* a number is claimed.
  Admission admit(Instant now);

  /// As [#admit(Instant)], for a leg that is to be bridged with another: a channel from where that
  /// one has its media. An adapter with one home of media need not tell the difference.
  ///
  /// @param beside the leg of the volunteer who will talk
  default Admission admit(Instant now, LegId beside) {
    return admit(now);
  }

  /// As [#admit(Instant)], for a volunteer who asked to be called: a channel of the home of media
  /// that is wished for, while it is well and calls volunteers; otherwise of another. An adapter
  /// with one home need not tell the difference.
  ///
  /// @param home its name, as the server's settings have it; empty for no wish
  default Admission admitVolunteer(Instant now, Optional<String> home) {
    return admit(now);
  }

  /// Calls a voter. Leads to `Ringing`, `Answered` and in any case to one `Ended`, which says
  /// whether the call was placed. An answer that comes after [#hangUp] is ended by the adapter and
  /// reported as ended, never as answered.
  void originate(DialOrder order);

  /// Calls a volunteer who asked for it. The leg is told of as with [#originate], and is a
  /// volunteer's from then on, as if they had called us: voters are bridged to it.
  default void callVolunteer(CallMeOrder order) {
    throw new UnsupportedCapability(Capability.CALL_ME);
  }

  /// Answers an incoming leg that was offered.
  void answer(LegId leg);

  /// Refuses an incoming leg that was offered.
  void reject(LegId leg, Rejection why);

  /// Ends a leg in whatever state it is; idempotent.
  void hangUp(LegId leg);

  /// Joins the media of two legs that are up, replacing whatever either was hearing. A leg that
  /// rings with early media may be bridged, too.
  void bridge(LegId one, LegId other);

  /// Takes a leg out of its bridge: both legs then hear quiet comfort.
  void unbridge(LegId leg);

  /// Plays to one leg, after taking it out of its bridge and cutting what it was being played.
  /// Leads to one `PlaybackFinished` with the same id, also when it is cut or the leg ends.
  void play(LegId leg, PlaybackId playback, List<Sound> sounds);

  /// Cuts what the leg is being played; without effect if it is played nothing.
  void stopPlaying(LegId leg);

  /// Sends keypad digits to a leg.
  void sendDigits(LegId leg, String digits);

  /// Records what is said on a leg, after taking it out of its bridge and cutting what it was being
  /// played. Ended by [#stopRecording], by the leg's end, or, where the adapter must, by a key
  /// (which is told) or at a greatest length. Leads to one `RecordingFinished`; of a leg that ended
  /// meanwhile the sound may be less than what was said, or nothing.
  default void startRecording(LegId leg) {
    throw new UnsupportedCapability(Capability.RECORD);
  }

  /// Ends the recording; without effect if there is none.
  default void stopRecording(LegId leg) {
    throw new UnsupportedCapability(Capability.RECORD);
  }

  /// Asks the other side whether the leg is still up; leads to `Probed`, or to `Ended` where it is
  /// not.
  void probe(LegId leg);

  /// Says that what an [LegEvent.Established] told of a leg is stored: from now on another server
  /// can end it. An adapter may leave an answer unconfirmed until then, for a short while, so that
  /// the provider itself ends a leg that nobody else could (R23).
  ///
  /// @param dialog as it was told
  void dialogStored(LegId leg, String dialog);

  /// Ends a leg of a server that died, from what its `Established` event said (R23). Nothing is
  /// reported of it.
  void hangUpStored(LegId leg, String dialog);

  /// Ends a leg that a server had ordered, if it ever did, before it died and before anything of
  /// the leg was stored (R22, R23). Nothing is reported of it. To be used where
  /// [Capability#HANG_UP_STORED] is declared; an adapter whose provider asks us what to do with a
  /// leg says it then, and does nothing here.
  void hangUpOrdered(Ordered ordered);

  /// What is known of an order from the attempt alone.
  ///
  /// @param callerId as the project has it
  /// @param trunk whose channel was held
  record Ordered(LegId leg, PhoneNumber to, Optional<PhoneNumber> callerId, String trunk) {
    public Ordered {
      requireNonNull(leg, "leg");
      requireNonNull(to, "to");
      requireNonNull(callerId, "callerId");
      requireNonNull(trunk, "trunk");
    }
  }

  /// How the sound of a leg has fared so far; empty for a leg that is not up. Returns at once.
  default Optional<MediaReport> mediaOf(LegId leg) {
    throw new UnsupportedCapability(Capability.MEDIA_REPORTS);
  }

  /// Connects a volunteer's browser. `leg` is minted by the engine, which owns it before it asks.
  /// Leads to `Answered` when the browser is heard, and in any case, also after a refusal, to one
  /// `Ended`.
  ///
  /// A provider whose own client library speaks to it directly answers with what that library
  /// needs, for example a token.
  ///
  /// @param offer the browser's first message
  default CompletableFuture<BrowserReply> connectBrowser(LegId leg, BrowserMessage offer) {
    throw new UnsupportedCapability(Capability.BROWSER);
  }

  /// As [#connectBrowser(LegId, BrowserMessage)], by the home of media that is wished for, while it
  /// is well and connects browsers; otherwise by another. An adapter with one home need not tell
  /// the difference.
  ///
  /// @param home its name, as the server's settings have it; empty for no wish
  default CompletableFuture<BrowserReply> connectBrowser(
      LegId leg, BrowserMessage offer, Optional<String> home) {
    return connectBrowser(leg, offer);
  }

  /// The names of the homes of media among which may be wished.
  default Set<String> homes() {
    return Set.of(OWN_HOME);
  }

  /// The name of the home where a leg has its media, where there are several.
  default Optional<String> homeOf(LegId leg) {
    return Optional.empty();
  }

  /// Passes on a further message of a browser's, for example that its network changed.
  ///
  /// @param version that it builds on; empty if it means the present one, whatever that is
  default CompletableFuture<BrowserReply> changeBrowser(
      LegId leg, BrowserMessage change, Optional<String> version) {
    throw new UnsupportedCapability(Capability.BROWSER);
  }

  /// What browsers may use to get through to us, with fresh credentials.
  default List<BrowserRelay> browserRelays() {
    throw new UnsupportedCapability(Capability.BROWSER);
  }

  /// Why an incoming leg is refused.
  enum Rejection {
    BUSY,
    /// The called number is nobody's.
    UNKNOWN_NUMBER,
    /// Draining, or no room.
    UNAVAILABLE
  }

  /// What an adapter can do.
  enum Capability {
    INCOMING,
    EARLY_MEDIA,
    DIGITS_IN,
    DIGITS_OUT,
    PLAY,
    RECORD,
    PROBE,
    HANG_UP_STORED,
    BROWSER,
    MEDIA_REPORTS,
    MACHINE_HINT,
    CALL_ME
  }

  /// Told all that happens on legs.
  @FunctionalInterface
  interface LegListener {
    void on(LegEvent event);
  }

  /// Names one playback, so that the end of an earlier one is not taken for the end of a later one.
  record PlaybackId(long value) {}

  /// The answer to [Telephony#admit].
  sealed interface Admission {
    /// @param permit goes with the next [DialOrder]; given back with `close` if there is nothing to
    ///   dial
    record Admitted(Permit permit) implements Admission {}

    /// @param reason `no-trunk`, `channels` or `cps`; for logs and metrics
    /// @param again when it is worth asking again
    record NotNow(String reason, Instant again) implements Admission {
      /// Whether nothing is amiss but the distance that calls keep: at `again` there will be room
      /// for one.
      public boolean isDistance() {
        return reason.equals("cps");
      }
    }
  }

  /// One channel of one trunk, held. Closing is idempotent; after `originate` the adapter closes it
  /// at the leg's end.
  interface Permit extends AutoCloseable {
    /// The trunk's name, as configured.
    String trunk();

    @Override
    void close();
  }

  /// The adapter does not do this, as its capabilities say.
  final class UnsupportedCapability extends UnsupportedOperationException {
    private static final long serialVersionUID = 1;

    public UnsupportedCapability(Capability capability) {
      super("this telephony adapter does not declare " + capability);
    }
  }
}
