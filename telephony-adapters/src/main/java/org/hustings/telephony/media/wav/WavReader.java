package org.hustings.telephony.media.wav;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.wav.WavResult.Problem;
import org.hustings.telephony.media.wav.WavResult.Refused;
import org.jspecify.annotations.Nullable;

/// Reads a WAV file of any usual rate, width and encoding into telephone sound, keeping its level;
/// what the mix or the filter takes above full scale is clipped.
///
/// Nothing in the file is trusted: sizes are compared with what is there before they are used.
public final class WavReader {
  private static final int PCM = 1;
  private static final int IEEE_FLOAT = 3;
  private static final int A_LAW = 6;
  private static final int MU_LAW = 7;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final long UNKNOWN_LENGTH = 0xFFFFFFFFL;
  private static final Set<String> COMPRESSED = Set.of("ID3", "OggS", "fLaC", "FORM");

  private final int mostBytes;
  private final Duration longest;

  /// @param mostBytes a larger file is refused unread
  /// @param longest a longer sound is refused
  public WavReader(int mostBytes, Duration longest) {
    this.mostBytes = mostBytes;
    this.longest = longest;
  }

  /// For prompts and voicemail messages: ten minutes, 128 MB.
  public static WavReader forRecordings() {
    return new WavReader(128 * 1024 * 1024, Duration.ofMinutes(10));
  }

  /// Reads a file.
  public WavResult read(Path file) {
    try {
      if (Files.size(file) > mostBytes) {
        return tooLarge();
      }
      return read(Files.readAllBytes(file));
    } catch (IOException cause) {
      return new Refused(Problem.UNREADABLE, "The file cannot be read: " + cause.getMessage());
    }
  }

  /// Reads a stream to its end, but no further than allowed. Does not close it.
  public WavResult read(InputStream stream) {
    try {
      byte[] bytes = stream.readNBytes(mostBytes + 1);
      return bytes.length > mostBytes ? tooLarge() : read(bytes);
    } catch (IOException cause) {
      return new Refused(Problem.UNREADABLE, "The upload broke off: " + cause.getMessage());
    }
  }

  /// Reads the bytes of a file.
  public WavResult read(byte[] bytes) {
    if (bytes.length > mostBytes) {
      return tooLarge();
    }
    if (bytes.length == 0) {
      return new Refused(Problem.EMPTY, "The file is empty. Send a WAV file with a recording.");
    }
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 12 || !tag(file, 0).equals("RIFF") || !tag(file, 8).equals("WAVE")) {
      return notAWav(file);
    }
    return chunks(file);
  }

  private WavResult chunks(ByteBuffer file) {
    WavFormat format = null;
    int at = 12;
    while (file.limit() - at >= 8) {
      String name = tag(file, at);
      long length = file.getInt(at + 4) & 0xFFFFFFFFL;
      int present = file.limit() - at - 8;
      if (name.equals("data")) {
        return data(format, file, at + 8, length);
      }
      if (length > present) {
        return new Refused(
            Problem.TRUNCATED, "The file ends inside its header. Export or upload it again.");
      }
      if (name.equals("fmt ")) {
        switch (format(file, at + 8, (int) length)) {
          case Parsed.Good(WavFormat good) -> format = good;
          case Parsed.Bad(Refused refused) -> {
            return refused;
          }
        }
      }
      // Chunks are padded to even lengths.
      at += 8 + (int) length + (int) (length & 1);
    }
    return new Refused(
        Problem.TRUNCATED, "The file ends before any sound. Export or upload it again.");
  }

  private sealed interface Parsed {
    record Good(WavFormat format) implements Parsed {}

    record Bad(Refused refused) implements Parsed {}
  }

  private static Parsed format(ByteBuffer file, int at, int length) {
    if (length < 16) {
      return bad(Problem.BAD_HEADER, "The format chunk has " + length + " bytes, expected 16.");
    }
    int tag = file.getShort(at) & 0xFFFF;
    int channels = file.getShort(at + 2) & 0xFFFF;
    long rate = file.getInt(at + 4) & 0xFFFFFFFFL;
    int block = file.getShort(at + 12) & 0xFFFF;
    int bits = file.getShort(at + 14) & 0xFFFF;
    if (tag == EXTENSIBLE && length >= 26) {
      // The first two bytes of the sub-format's GUID are the tag that was extended.
      tag = file.getShort(at + 24) & 0xFFFF;
    }
    WavFormat.Encoding encoding = encoding(tag, bits);
    if (encoding == null) {
      return bad(
          Problem.UNSUPPORTED_ENCODING,
          "Encoding %d with %d bits is not read. Export as 16-bit PCM WAV.".formatted(tag, bits));
    }
    if (channels < 1 || channels > 8 || rate < 4000 || rate > 192_000) {
      return bad(
          Problem.BAD_HEADER,
          "The header says %d channels at %d Hz, expected 1 to 8 at 4000 to 192000. Export as 16-bit PCM WAV."
              .formatted(channels, rate));
    }
    WavFormat format = new WavFormat(encoding, channels, (int) rate);
    if (block != format.frameBytes()) {
      return bad(
          Problem.BAD_HEADER,
          "The header says %d bytes a frame, expected %d. Export the file again."
              .formatted(block, format.frameBytes()));
    }
    return new Parsed.Good(format);
  }

  private static Parsed bad(Problem problem, String whatToDo) {
    return new Parsed.Bad(new Refused(problem, whatToDo));
  }

  private static WavFormat.@Nullable Encoding encoding(int tag, int bits) {
    return switch ((tag << 16) | bits) {
      case (PCM << 16) | 8 -> WavFormat.Encoding.UNSIGNED_8;
      case (PCM << 16) | 16 -> WavFormat.Encoding.SIGNED_16;
      case (PCM << 16) | 24 -> WavFormat.Encoding.SIGNED_24;
      case (PCM << 16) | 32 -> WavFormat.Encoding.SIGNED_32;
      case (IEEE_FLOAT << 16) | 32 -> WavFormat.Encoding.FLOAT_32;
      case (IEEE_FLOAT << 16) | 64 -> WavFormat.Encoding.FLOAT_64;
      case (A_LAW << 16) | 8 -> WavFormat.Encoding.A_LAW;
      case (MU_LAW << 16) | 8 -> WavFormat.Encoding.MU_LAW;
      default -> null;
    };
  }

  private WavResult data(@Nullable WavFormat format, ByteBuffer file, int at, long length) {
    if (format == null) {
      return new Refused(
          Problem.BAD_HEADER, "The sound comes before its format. Export the file again.");
    }
    int present = file.limit() - at;
    // Programs that write to a pipe cannot know the length; then it goes to the end.
    if (length != UNKNOWN_LENGTH && length > present) {
      return new Refused(
          Problem.TRUNCATED,
          "The header promises %d bytes of sound, the file has %d. Upload it again."
              .formatted(length, present));
    }
    int usable = (int) Math.min(length, present);
    int frames = usable / format.frameBytes();
    if (frames == 0) {
      return new Refused(Problem.EMPTY, "The file holds no sound. Record it again.");
    }
    if (Duration.ofMillis(frames * 1000L / format.rate()).compareTo(longest) > 0) {
      return new Refused(
          Problem.TOO_LARGE,
          "The sound is longer than %d seconds. Shorten it.".formatted(longest.toSeconds()));
    }
    float[] mono = format.mono(file.slice(at, usable).order(ByteOrder.LITTLE_ENDIAN));
    return new WavResult.Converted(clip(Resampler.toTelephone(mono, format.rate())));
  }

  private static Clip clip(float[] sound) {
    short[] samples = new short[sound.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.clamp(Math.round(sound[i]), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return Clip.of(samples);
  }

  private static WavResult notAWav(ByteBuffer file) {
    String start = file.limit() < 4 ? "" : tag(file, 0);
    String kind =
        COMPRESSED.stream().anyMatch(start::startsWith) ? " but another audio format" : "";
    return new Refused(
        Problem.NOT_A_WAV,
        "The file is no WAV file%s. Export it as 16-bit PCM WAV.".formatted(kind));
  }

  private WavResult tooLarge() {
    return new Refused(
        Problem.TOO_LARGE,
        "The file is larger than %d MB. Shorten it, or export it at 8 kHz mono."
            .formatted(mostBytes / (1024 * 1024)));
  }

  private static String tag(ByteBuffer file, int at) {
    byte[] tag = new byte[4];
    file.get(at, tag);
    return new String(tag, StandardCharsets.ISO_8859_1);
  }
}
