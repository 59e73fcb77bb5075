package org.hustings.server.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.CallMeOrder;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.voter.PhoneNumber;

/// A telephone network that has no line free, unless it is told to call volunteers: then it takes
/// each order, writes it down, and nobody answers.
final class NoTelephone implements Telephony {
  private final List<PhoneNumber> rung = new CopyOnWriteArrayList<>();
  private final Set<LegId> ringing = ConcurrentHashMap.newKeySet();
  private volatile boolean callsVolunteers;
  private volatile LegListener listener = _ -> {};

  void callsVolunteers() {
    callsVolunteers = true;
  }

  /// All numbers that were rung, in order.
  List<PhoneNumber> rung() {
    return List.copyOf(rung);
  }

  @Override
  public Set<Capability> capabilities() {
    return callsVolunteers
        ? Set.of(Capability.CALL_ME, Capability.PLAY, Capability.DIGITS_IN)
        : Set.of();
  }

  @Override
  public void callVolunteer(CallMeOrder order) {
    rung.add(order.to());
    ringing.add(order.leg());
  }

  @Override
  public void listen(LegListener other) {
    listener = other;
  }

  @Override
  public Admission admit(Instant now) {
    return callsVolunteers
        ? new Admission.Admitted(new Line())
        : new Admission.NotNow("no-trunk", now.plusSeconds(60));
  }

  @Override
  public void originate(DialOrder order) {
    throw new AssertionError("nothing was admitted");
  }

  @Override
  public void answer(LegId leg) {}

  @Override
  public void reject(LegId leg, Rejection why) {}

  @Override
  public void hangUp(LegId leg) {
    if (ringing.remove(leg)) {
      listener.on(
          new LegEvent.Ended(
              leg,
              ServedApi.MONDAY_MORNING,
              new LegEnd(
                  LegEnd.Outcome.CANCELLED,
                  LegEnd.Blame.NOBODY,
                  LegEnd.By.US,
                  LegEnd.Placed.YES,
                  true,
                  "cancel")));
    }
  }

  @Override
  public void bridge(LegId one, LegId other) {}

  @Override
  public void unbridge(LegId leg) {}

  @Override
  public void play(LegId leg, PlaybackId playback, List<Sound> sounds) {}

  @Override
  public void stopPlaying(LegId leg) {}

  @Override
  public void sendDigits(LegId leg, String digits) {}

  @Override
  public void probe(LegId leg) {}

  @Override
  public void hangUpStored(LegId leg, String dialog) {}

  @Override
  public void dialogStored(LegId leg, String dialog) {}

  @Override
  public void hangUpOrdered(Ordered ordered) {}

  private static final class Line implements Permit {
    @Override
    public String trunk() {
      return "line";
    }

    @Override
    public void close() {}
  }
}
