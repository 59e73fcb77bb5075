package org.hustings.core.dictation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.DictationId;
import org.hustings.core.id.RecordingId;

/// A message that is to be spoken, as its campaign keeps it.
///
/// @param name that its recording will have
/// @param expiresAt until when its code can be keyed in
public record Dictation(DictationId id, String name, Progress progress, Instant expiresAt) {
  /// Longer than any call in which a message is spoken: what is not over by then never will be.
  public static final Duration LONGEST_CALL = Duration.ofHours(2);

  public Dictation {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(progress, "progress");
    requireNonNull(expiresAt, "expiresAt");
  }

  /// How far it is.
  public sealed interface Progress {
    /// The code waits to be keyed in.
    record Awaited() implements Progress {}

    /// Nobody keyed it in while it held.
    record Expired() implements Progress {}

    /// Somebody keyed it in and is on the telephone.
    record Speaking(Instant since) implements Progress {}

    /// @param recording empty if it was removed since
    record Kept(Optional<RecordingId> recording) implements Progress {}

    /// It came to nothing.
    record Dropped(Why why) implements Progress {}
  }

  /// Why a message was not kept.
  public enum Why {
    /// The speaker hung up, or the line broke.
    HUNG_UP,
    /// The speaker heard it and did not want it.
    UNWANTED,
    /// Nothing was heard, time and again.
    SILENCE,
    /// The speaker never said whether to keep it.
    NO_CHOICE,
    /// Something of ours failed.
    FAULT,
    /// The server that the speaker was talking to is gone.
    LOST
  }

  /// The same at a later time: a code runs out, and a call that nobody told the end of is over.
  public Dictation at(Instant now) {
    Progress then =
        switch (progress) {
          case Progress.Awaited _ when !now.isBefore(expiresAt) -> new Progress.Expired();
          case Progress.Speaking(Instant since) when now.isAfter(since.plus(LONGEST_CALL)) ->
              new Progress.Dropped(Why.LOST);
          case Progress.Awaited _,
              Progress.Speaking _,
              Progress.Expired _,
              Progress.Kept _,
              Progress.Dropped _ ->
              progress;
        };
    return new Dictation(id, name, then, expiresAt);
  }
}
