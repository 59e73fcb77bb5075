package org.hustings.telephony.phonenet.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.wav.WavReader;
import org.hustings.telephony.media.wav.WavResult;

/// What subscribers sound like.
public interface Voices {
  /// What a person at this number says; repeated if there is time.
  Clip speech(String called);

  /// The greeting of the machine at this number; repeated or cut to its time.
  Clip greeting(String called);

  /// What the network says of a number that does not exist.
  Clip announcement();

  /// Spoken sentences that ship with the project, the same for a number at every call.
  static Voices spoken() {
    List<Clip> people =
        Stream.of("hello-1", "hello-2", "hello-3", "hello-4").map(Voices::shipped).toList();
    List<Clip> machines = Stream.of("greeting-1", "greeting-2").map(Voices::shipped).toList();
    return of(people, machines, shipped("no-such-number"));
  }

  /// A chirp for each number, by its last two digits, so that a recording proves who was heard: no
  /// two of them, and no two parts of one, are alike.
  static Voices chirps() {
    Clip announcement = Clip.of(Sounds.tone(480, Duration.ofSeconds(2)));
    return new Voices() {
      @Override
      public Clip speech(String called) {
        return Clip.of(chirp(called));
      }

      @Override
      public Clip greeting(String called) {
        return Clip.of(Sounds.chirp(2800, 400, Duration.ofSeconds(4)));
      }

      @Override
      public Clip announcement() {
        return announcement;
      }
    };
  }

  /// The chirp that the person at a number says.
  static short[] chirp(String called) {
    int which = Integer.parseInt(called.substring(called.length() - 2));
    return Sounds.chirp(300 + 5 * which, 1500 + 15 * which, Duration.ofSeconds(4));
  }

  private static Voices of(List<Clip> people, List<Clip> machines, Clip announcement) {
    return new Voices() {
      @Override
      public Clip speech(String called) {
        return people.get(Math.floorMod(called.hashCode(), people.size()));
      }

      @Override
      public Clip greeting(String called) {
        return machines.get(Math.floorMod(called.hashCode(), machines.size()));
      }

      @Override
      public Clip announcement() {
        return announcement;
      }
    };
  }

  private static Clip shipped(String name) {
    String resource = "/phonenet/" + name + ".wav";
    try (InputStream stream = Voices.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is missing from the program");
      }
      return switch (WavReader.forRecordings().read(stream)) {
        case WavResult.Converted(Clip clip) -> clip;
        case WavResult.Refused(_, String why) ->
            throw new IllegalStateException(resource + ": " + why);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
