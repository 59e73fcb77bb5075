package org.hustings.telephony.twilio.fake;

import java.util.LinkedHashSet;
import java.util.Set;

/// A conference: begins when somebody comes, ends when the last leaves.
final class FakeConference {
  private final String sid;
  private final String name;
  private final Set<FakeCall> participants = new LinkedHashSet<>();

  FakeConference(String sid, String name) {
    this.sid = sid;
    this.name = name;
  }

  String sid() {
    return sid;
  }

  String name() {
    return name;
  }

  void join(FakeCall call) {
    participants.add(call);
  }

  void leave(FakeCall call) {
    participants.remove(call);
  }

  boolean isOver() {
    return participants.isEmpty();
  }

  Set<FakeCall> participants() {
    return Set.copyOf(participants);
  }
}
