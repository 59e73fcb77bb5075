package org.hustings.api.recording;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.id.RecordingId;
import org.hustings.core.management.RecordingShelf;
import org.hustings.core.management.RecordingShelf.Label;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.recording.SoundConverter;
import org.hustings.core.recording.SoundConverter.Conversion;

/// Voicemail messages, as managers keep them (R12).
public final class Recordings {
  private final RecordingShelf shelf;
  private final SoundConverter converter;
  private final InstantSource clock;

  public Recordings(RecordingShelf shelf, SoundConverter converter, InstantSource clock) {
    this.shelf = requireNonNull(shelf, "shelf");
    this.converter = requireNonNull(converter, "converter");
    this.clock = requireNonNull(clock, "clock");
  }

  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.put("recordings", this::list);
    operations.put("addRecording", this::add);
    operations.put("recordingSound", this::sound);
    operations.put("removeRecording", this::remove);
    return operations;
  }

  record RecordingBody(long id, String name, double seconds, Instant createdAt) {
    static RecordingBody of(Label label) {
      return new RecordingBody(
          label.id().value(),
          label.name(),
          label.duration().toMillis() / 1000.0,
          label.createdAt());
    }
  }

  private Reply list(Request request) {
    return Reply.ok(
        Map.of("items", shelf.list(request.campaign()).stream().map(RecordingBody::of).toList()));
  }

  private Reply add(Request request) {
    String name = request.text("name").strip();
    Pcmu sound =
        switch (converter.convert(readAll(request))) {
          case Conversion.Converted(Pcmu converted) -> converted;
          case Conversion.Refused(String reason) -> throw notUsable(reason).asException();
        };
    Instant now = clock.instant();
    RecordingId id = shelf.add(request.campaign(), name, sound, now);
    return Reply.created(
        "/api/v1/recordings/" + id, RecordingBody.of(new Label(id, name, sound.duration(), now)));
  }

  private static byte[] readAll(Request request) {
    try {
      return request.stream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the upload broke off", e);
    }
  }

  private static Problem notUsable(String reason) {
    return Problem.of(422, "unusable-sound", "The sound file cannot be used", reason);
  }

  private Reply sound(Request request) {
    return shelf
        .find(request.campaign(), recordingOf(request))
        .<Reply>map(
            recording -> new Reply.File("audio/wav", () -> WavFile.of(recording.sound()), Map.of()))
        .orElseGet(() -> Reply.problem(Problem.notFound("recording")));
  }

  private Reply remove(Request request) {
    return switch (shelf.remove(request.campaign(), recordingOf(request))) {
      case REMOVED -> Reply.nothing();
      case UNKNOWN -> Reply.problem(Problem.notFound("recording"));
      case IN_USE ->
          Reply.problem(
              Problem.of(
                  409,
                  "in-use",
                  "A project plays it",
                  "Give the project another message first, or none."));
    };
  }

  private static RecordingId recordingOf(Request request) {
    return new RecordingId(request.number("recording"));
  }
}
