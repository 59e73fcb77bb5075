package org.hustings.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.hustings.server.client.ApiCaller;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A volunteer's session as their screen shows it: follows the live feed, and puts each change into
/// what it has (RFC 7396), as the screens do.
final class LiveScreen implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final InputStream feed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private ObjectNode session = JSON.createObjectNode();
  private boolean cut;

  private LiveScreen(InputStream feed) {
    this.feed = feed;
  }

  static LiveScreen open(ApiCaller api) throws IOException, InterruptedException {
    LiveScreen screen = new LiveScreen(api.follow("/api/v1/session/feed"));
    Thread.ofVirtual().name("screen").start(screen::read);
    return screen;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(feed, StandardCharsets.UTF_8))) {
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event:")) {
          event = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:")) {
          take(event, JSON.readTree(line.substring("data:".length())));
        }
      }
    } catch (IOException _) {
      // Closed, by us or by the server: whoever waits is told.
    }
    lock.lock();
    try {
      cut = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void take(String event, JsonNode data) {
    lock.lock();
    try {
      if (event.equals("snapshot")) {
        session =
            data.path("session") instanceof ObjectNode whole ? whole : JSON.createObjectNode();
      } else if (event.equals("change") && data.path("patch") instanceof ObjectNode patch) {
        merge(session, patch);
      }
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static void merge(ObjectNode target, ObjectNode patch) {
    patch.forEachEntry((name, value) -> {
      if (value.isNull()) {
        target.remove(name);
      } else if (value instanceof ObjectNode changes) {
        ObjectNode inner =
            target.path(name) instanceof ObjectNode there ? there : target.putObject(name);
        merge(inner, changes);
      } else {
        target.set(name, value);
      }
    });
  }

  /// Waits until the session looks so.
  ///
  /// @return the session as it then is, a copy
  /// @throws IOException if it never does, or the feed ends
  JsonNode await(Predicate<JsonNode> looksSo, Duration longest)
      throws IOException, InterruptedException {
    long left = longest.toNanos();
    lock.lock();
    try {
      while (!looksSo.test(session)) {
        if (left <= 0 || cut) {
          throw new IOException(
              (cut ? "the feed was cut in state " : "still in state ")
                  + session.path("state").asString("none"));
        }
        left = news.awaitNanos(left);
      }
      return session.deepCopy();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for one of these states.
  JsonNode awaitState(Duration longest, String... states) throws IOException, InterruptedException {
    return await(
        now -> {
          String state = now.path("state").asString("");
          for (String wanted : states) {
            if (wanted.equals(state)) {
              return true;
            }
          }
          return false;
        },
        longest);
  }

  @Override
  public void close() throws IOException {
    feed.close();
  }
}
