package org.hustings.core.edit;

/// What became of saving something that a person edits.
public sealed interface Saved<T> {

  /// It is saved as `now`.
  record Done<T>(T now) implements Saved<T> {}

  /// There is no such thing.
  record Unknown<T>() implements Saved<T> {}

  /// Somebody else was faster: what there is now is not what was edited.
  record Outdated<T>(T now) implements Saved<T> {}

  /// Another one has this value already.
  ///
  /// @param field by its name in the record that was saved
  record Taken<T>(String field) implements Saved<T> {}

  /// It names something that is not there.
  ///
  /// @param field by its name in the record that was saved
  record Dangling<T>(String field) implements Saved<T> {}
}
