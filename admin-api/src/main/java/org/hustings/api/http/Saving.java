package org.hustings.api.http;

import java.util.function.Function;
import org.hustings.core.edit.Saved;

/// Answers for what became of saving something.
public final class Saving {
  private Saving() {}

  /// @param what for people, for example `project`
  public static <T> Reply reply(Saved<T> saved, String what, Function<T, Reply> done) {
    return switch (saved) {
      case Saved.Done<T>(T now) -> done.apply(now);
      case Saved.Unknown<T>() -> Reply.problem(Problem.notFound(what));
      case Saved.Outdated<T>(T _) -> Reply.problem(outdated(what));
      case Saved.Taken<T>(String field) -> Reply.problem(taken(what, field));
      case Saved.Dangling<T>(String field) ->
          Reply.problem(
              Problem.invalid("#/" + field, "names something that is not in this campaign"));
    };
  }

  private static Problem outdated(String what) {
    return Problem.of(
        412,
        "edited-meanwhile",
        "Somebody else edited it meanwhile",
        "Fetch the " + what + " again, apply your edit to it, and send it with the new ETag.");
  }

  private static Problem taken(String what, String field) {
    return new Problem(
        409,
        "taken",
        "Another one has this already",
        "Choose another value; nothing was changed.",
        java.util.List.of(
            Problem.FieldError.at("#/" + field, "another " + what + " has this already")),
        java.util.Map.of());
  }
}
