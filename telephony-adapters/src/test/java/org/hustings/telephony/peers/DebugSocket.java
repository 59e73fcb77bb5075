package org.hustings.telephony.peers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Commands and answers over a browser's debugging connection: numbered JSON, of the DevTools
/// protocol and of WebDriver BiDi alike.
final class DebugSocket implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final WebSocket socket;

  private DebugSocket(URI address) {
    this.socket = wait(http.newWebSocketBuilder().buildAsync(address, new Ear()));
  }

  static DebugSocket to(URI address) {
    return new DebugSocket(address);
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /// Sends a command and waits for its answer.
  JsonNode ask(String method, ObjectNode parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    ObjectNode command = object().put("id", id).put("method", method);
    command.set("params", parameters);
    wait(socket.sendText(command.toString(), true));
    JsonNode answered = wait(answer);
    if (answered.has("error")) {
      throw new AssertionError(method + " failed: " + answered);
    }
    return answered.path("result");
  }

  private static <T> T wait(CompletableFuture<T> future) {
    return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonNode message = JSON.readTree(text.toString());
        text.setLength(0);
        CompletableFuture<JsonNode> waiting = asked.remove(message.path("id").asInt(-1));
        if (waiting != null) {
          waiting.complete(message);
        }
      }
      return WebSocket.Listener.super.onText(from, part, last);
    }
  }
}
