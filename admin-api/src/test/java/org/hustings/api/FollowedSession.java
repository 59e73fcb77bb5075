package org.hustings.api;

import java.util.Map;
import java.util.function.Predicate;
import org.hustings.api.Events.Event;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A screen: keeps the session up to date from the feed alone, by snapshot and merge patches (RFC
/// 7386).
public final class FollowedSession implements AutoCloseable {
  private final Events feed;
  private JsonNode session = JsonMapper.shared().nullNode();

  public FollowedSession(ApiClient client) {
    this.feed = client.follow("/api/v1/session/feed");
    take(feed.next());
  }

  /// Waits until the session is as wanted.
  public JsonNode await(Predicate<JsonNode> wanted) {
    while (!wanted.test(session)) {
      take(feed.next());
    }
    return session;
  }

  private void take(Event event) {
    switch (event.name()) {
      case "snapshot" -> session = event.data().path("session");
      case "change" -> {
        long known = session.path("sequence").asLong();
        if (event.data().path("from").asLong() != known) {
          throw new AssertionError("at " + known + ", but the change is " + event.data());
        }
        merge((ObjectNode) session, event.data().path("patch"));
      }
      default -> throw new AssertionError("unexpected " + event);
    }
  }

  private static void merge(ObjectNode target, JsonNode patch) {
    for (Map.Entry<String, JsonNode> member : patch.properties()) {
      if (member.getValue().isNull()) {
        target.remove(member.getKey());
      } else if (member.getValue() instanceof ObjectNode inner) {
        if (!(target.get(member.getKey()) instanceof ObjectNode)) {
          target.putObject(member.getKey());
        }
        merge((ObjectNode) target.get(member.getKey()), inner);
      } else {
        target.set(member.getKey(), member.getValue());
      }
    }
  }

  @Override
  public void close() {
    feed.close();
  }
}
