package org.hustings.telephony.twilio.rest;

import com.twilio.rest.api.v2010.account.Recording;
import java.util.List;
import java.util.Optional;

/// The recordings of one account, as far as they are ours: of calls that we know. Every method
/// blocks for one request.
public final class Recordings {
  /// More takes than this no call has.
  private static final long LISTED = 50;

  private final TwilioApi api;

  public Recordings(TwilioApi api) {
    this.api = api;
  }

  /// The recordings of a call, the latest first.
  public Answer<List<RecordingResource>> of(String callSid) {
    return api.ask(client ->
        Recording.reader(api.account())
            .setCallSid(callSid)
            .setPageSize(LISTED)
            .firstPage(client)
            .getRecords()
            .stream()
            .map(Recordings::resource)
            .toList());
  }

  /// The WAV file of a recording that is completed.
  public Answer<byte[]> sound(String sid) {
    return api.file("/2010-04-01/Accounts/" + api.account() + "/Recordings/" + sid + ".wav");
  }

  /// Deletes a recording for good. Of one that is gone already this says that it is.
  public Answer<Boolean> delete(String sid) {
    return api.ask(client -> Recording.deleter(api.account(), sid).delete(client));
  }

  private static RecordingResource resource(Recording recording) {
    if (recording.getSid() == null) {
      throw new IllegalArgumentException("a recording without a sid");
    }
    return new RecordingResource(
        recording.getSid(), status(Optional.ofNullable(recording.getStatus())));
  }

  private static RecordingResource.Status status(Optional<Recording.Status> theirs) {
    return switch (theirs.map(Recording.Status::toString).orElse("")) {
      case "completed" -> RecordingResource.Status.COMPLETED;
      case "absent", "deleted" -> RecordingResource.Status.ABSENT;
      default -> RecordingResource.Status.UNDER_WAY;
    };
  }
}
