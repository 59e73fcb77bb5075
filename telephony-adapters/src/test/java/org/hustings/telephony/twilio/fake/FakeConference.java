package org.hustings.telephony.twilio.fake;

import java.util.LinkedHashSet;
import java.util.Set;

/// A conference: begins when somebody comes, ends when the last leaves.
final class FakeConference {
  private final Set<FakeCall> participants = new LinkedHashSet<>();

  void join(FakeCall call) {
    participants.add(call);
  }

  void leave(FakeCall call) {
    participants.remove(call);
  }

  Set<FakeCall> participants() {
    return Set.copyOf(participants);
  }
}
