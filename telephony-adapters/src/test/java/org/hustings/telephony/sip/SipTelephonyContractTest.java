package org.hustings.telephony.sip;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.FarEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.telephony.TelephonyContract;
import org.hustings.core.telephony.TelephonyWorld;
import org.hustings.core.time.WallTimers;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.media.MediaConfig;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.sip.stack.Transport;

/// The SIP adapter keeps the contract over real sockets.
class SipTelephonyContractTest extends TelephonyContract {
  @Override
  protected TelephonyWorld open() {
    return new World();
  }

  /// The adapter between a carrier and callers, all on 127.0.0.1.
  static class World implements TelephonyWorld {
    final WallTimers timers = new WallTimers(InstantSource.system());
    private final MediaEngine farMedia =
        MediaEngine.start(MediaConfig.onLoopback(new PortRange(30_000, 39_999)));
    private final FarEnds farEnds = new FarEnds(farMedia, timers);
    final SipWorld sip = SipWorld.towards(farEnds.port(), Transport.UDP);
    private final Map<LegId, FarEnds.Party> callers = new ConcurrentHashMap<>();
    private final Map<LegId, List<LegEvent>> passed = new ConcurrentHashMap<>();

    @Override
    public Telephony telephony() {
      return sip.telephony;
    }

    @Override
    public PhoneNumber number(FarEnd farEnd) {
      return FarEnds.number(farEnd);
    }

    @Override
    public Telephony.Permit permit() {
      return sip.awaitPermit();
    }

    @Override
    public <E extends LegEvent> E await(LegId leg, Class<E> kind) {
      return sip.await(leg, kind, passed.computeIfAbsent(leg, _ -> new ArrayList<>())::add);
    }

    @Override
    public List<LegEvent> told(LegId leg) {
      List<LegEvent> all = new ArrayList<>(passed.getOrDefault(leg, List.of()));
      all.addAll(sip.rest(leg));
      return all;
    }

    @Override
    public void settle() {
      sip.settle();
    }

    @Override
    public LegEvent.Offered someoneCalls(Optional<String> caller, String dnis) {
      FarEnds.Party party = farEnds.calls(sip.telephony.local(), caller, dnis);
      LegEvent.Offered offered = sip.offered();
      callers.put(offered.leg(), party);
      return offered;
    }

    private FarEnds.Party caller(LegId leg) {
      return Optional.ofNullable(callers.get(leg)).orElseThrow();
    }

    @Override
    public void callerHangsUp(LegId leg) {
      caller(leg).call.orElseThrow().hangUp();
    }

    @Override
    public void callerPresses(LegId leg, String keys) {
      caller(leg).leg.press(Digits.of(keys), _ -> {});
    }

    @Override
    public String keysHeardAt(LegId leg) {
      String callId =
          told(leg).stream()
              .filter(LegEvent.Accepted.class::isInstance)
              .map(event -> ((LegEvent.Accepted) event).reference())
              .findFirst()
              .orElseThrow();
      return farEnds.party(callId).keysHeard();
    }

    @Override
    public void close() {
      sip.close();
      farEnds.close();
      farMedia.close();
      timers.close();
    }
  }
}
