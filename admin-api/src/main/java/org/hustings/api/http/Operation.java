package org.hustings.api.http;

/// What one operation of the contract does. Runs on a virtual thread and may block.
@FunctionalInterface
public interface Operation {

  /// @throws Problem.Refused to answer with a problem
  Reply answer(Request request);
}
