package org.hustings.telephony.prompt;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hustings.core.dialing.Prompt;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.wav.WavReader;
import org.hustings.telephony.media.wav.WavResult;

/// All prompts by name, read and converted when the server starts, so that a file which cannot be
/// played is found then and not in a call. Immutable.
public final class Prompts {
  private static final String ENDING = ".wav";

  /// What ships with the project: all that the engine plays. The sentences stand in
  /// `src/main/sounds/sentences.tsv`.
  public static final Set<String> NAMES =
      Arrays.stream(Prompt.values()).map(Prompt::sound).collect(Collectors.toUnmodifiableSet());

  private final Map<String, Clip> clips;

  private Prompts(Map<String, Clip> clips) {
    this.clips = Map.copyOf(clips);
  }

  /// The prompts that ship with the project, in English.
  public static Prompts shipped() {
    Map<String, Clip> clips = new TreeMap<>();
    for (String name : NAMES) {
      clips.put(name, shipped(name));
    }
    return new Prompts(clips);
  }

  /// These, with every `NAME.wav` of a directory in place of the prompt of that name.
  ///
  /// @throws UnusablePrompts if the directory is none, holds a WAV file that cannot be played, or
  ///   one that replaces nothing (most often a slip in its name)
  public Prompts replacedFrom(Path directory) {
    Map<String, Clip> replaced = new TreeMap<>(clips);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
      for (Path file : files) {
        String name = nameOf(file);
        if (!clips.containsKey(name)) {
          throw new UnusablePrompts(
              file + " replaces no prompt. The names are " + new TreeMap<>(clips).keySet() + ".");
        }
        replaced.put(name, read(file));
      }
    } catch (IOException e) {
      throw new UnusablePrompts(
          directory
              + " cannot be read: set prompts.directory to a directory with WAV files, or leave it"
              + " empty.",
          e);
    }
    return new Prompts(replaced);
  }

  /// The sound of a prompt. The names are known when the server is built; another one is a bug.
  public Clip clip(String name) {
    return requireNonNull(clips.get(name), () -> "there is no prompt " + name);
  }

  public Duration length(String name) {
    return clip(name).duration();
  }

  public Set<String> names() {
    return clips.keySet();
  }

  private static Clip shipped(String name) {
    String resource = "/prompts/en/" + name + ENDING;
    try (InputStream stream = Prompts.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is missing from the program");
      }
      return converted(WavReader.forRecordings().read(stream), resource);
    } catch (IOException e) {
      throw new UnusablePrompts(resource + " cannot be read", e);
    }
  }

  private static Clip read(Path file) {
    return converted(WavReader.forRecordings().read(file), file.toString());
  }

  private static Clip converted(WavResult result, String source) {
    return switch (result) {
      case WavResult.Converted(Clip clip) -> clip;
      case WavResult.Refused(_, String whatToDo) ->
          throw new UnusablePrompts(source + ": " + whatToDo);
    };
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ENDING.length());
  }

  /// The operator's prompts cannot be used; the message says what to do.
  public static final class UnusablePrompts extends RuntimeException {
    UnusablePrompts(String message) {
      super(message);
    }

    UnusablePrompts(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
