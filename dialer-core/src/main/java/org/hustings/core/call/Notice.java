package org.hustings.core.call;

import static java.util.Objects.requireNonNull;

/// What a volunteer is told when something happens by itself.
///
/// @param code for programs, so that a screen can say it in another language; part of the API
/// @param sentence in plain words: what happened, and what comes next
public record Notice(String code, String sentence) {
  public Notice {
    requireNonNull(code, "code");
    requireNonNull(sentence, "sentence");
  }
}
