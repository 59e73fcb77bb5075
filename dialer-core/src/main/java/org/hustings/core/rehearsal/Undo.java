package org.hustings.core.rehearsal;

import java.util.ArrayDeque;
import java.util.Deque;

/// How to take back what a transaction has done so far, last thing first.
final class Undo {
  private final Deque<Runnable> steps = new ArrayDeque<>();

  void note(Runnable step) {
    steps.push(step);
  }

  void rollBack() {
    while (!steps.isEmpty()) {
      steps.pop().run();
    }
  }

  void forget() {
    steps.clear();
  }
}
