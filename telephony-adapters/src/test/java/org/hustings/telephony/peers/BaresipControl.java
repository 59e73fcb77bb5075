package org.hustings.telephony.peers;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// Talks with a baresip over its control connection: JSON, each message framed as a netstring
/// (`length:message,`). Commands are answered by a response with the same token; events come in
/// between.
final class BaresipControl implements AutoCloseable {
  private static final Duration TO_ANSWER = Duration.ofSeconds(5);
  private static final int LONGEST_MESSAGE = 1 << 16;
  private static final ObjectMapper JSON = JsonMapper.shared();

  private final Socket socket;
  private final Consumer<JsonNode> events;
  private final Map<String, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final AtomicLong tokens = new AtomicLong();

  /// @param events told each event, on the reading thread
  BaresipControl(Socket socket, Consumer<JsonNode> events) {
    this.socket = socket;
    this.events = events;
    Thread.ofVirtual().name("baresip-control").start(this::read);
  }

  /// Has a command carried out and gives what baresip says to it.
  String run(String command, String parameters) {
    String token = "t" + tokens.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    open.put(token, answer);
    try {
      send(Map.of("command", command, "params", parameters, "token", token));
      JsonNode response = answer.get(TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      if (!response.path("ok").asBoolean()) {
        throw new AssertionError("baresip refuses to " + command + ": " + response);
      }
      return response.path("data").asString("");
    } catch (TimeoutException | ExecutionException cause) {
      throw new AssertionError("baresip does not answer to " + command, cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while baresip was to " + command, interrupted);
    } finally {
      open.remove(token);
    }
  }

  private synchronized void send(Map<String, String> message) {
    String json = JSON.writeValueAsString(message);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String netstring = bytes.length + ":" + json + ",";
    try {
      socket.getOutputStream().write(netstring.getBytes(StandardCharsets.UTF_8));
    } catch (IOException cause) {
      throw new UncheckedIOException("the control connection to baresip is gone", cause);
    }
  }

  private void read() {
    try (InputStream stream = new BufferedInputStream(socket.getInputStream())) {
      while (true) {
        JsonNode message = JSON.readTree(next(stream));
        if (message.path("response").asBoolean()) {
          CompletableFuture<JsonNode> answer = open.get(message.path("token").asString(""));
          if (answer != null) {
            answer.complete(message);
          }
        } else {
          events.accept(message);
        }
      }
    } catch (EOFException | SocketException end) {
      open.values().forEach(answer -> answer.completeExceptionally(end));
    } catch (IOException cause) {
      open.values().forEach(answer -> answer.completeExceptionally(cause));
    }
  }

  private static byte[] next(InputStream stream) throws IOException {
    int length = 0;
    for (int c = stream.read(); c != ':'; c = stream.read()) {
      if (c < 0) {
        throw new EOFException("baresip closed the control connection");
      }
      length = length * 10 + Character.digit(c, 10);
      if (c < '0' || c > '9' || length > LONGEST_MESSAGE) {
        throw new IOException("no netstring comes from baresip");
      }
    }
    byte[] message = stream.readNBytes(length);
    if (message.length < length || stream.read() != ',') {
      throw new EOFException("a message from baresip is cut");
    }
    return message;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
