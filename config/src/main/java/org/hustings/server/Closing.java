package org.hustings.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was opened, to be closed in the opposite order. A failure to close one thing is logged and
/// does not keep the others open.
final class Closing implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Closing.class);

  private final Deque<Named> opened = new ArrayDeque<>();

  private record Named(String name, AutoCloseable thing) {}

  <T extends AutoCloseable> T add(String name, T thing) {
    opened.push(new Named(name, thing));
    return thing;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      Named last = opened.pop();
      try {
        last.thing.close();
      } catch (Exception e) {
        log.atWarn().addKeyValue("part", last.name).setCause(e).log("close.failed");
      }
    }
  }
}
