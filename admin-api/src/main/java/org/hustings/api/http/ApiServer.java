package org.hustings.api.http;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server. Routes by the contract alone: an operation without code, or code without an
/// operation, is refused at start.
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private final HttpSettings settings;
  private final Vertx vertx;
  private final HttpServer server;

  private ApiServer(HttpSettings settings, Parts parts) {
    this.settings = settings;
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    this.server =
        vertx
            .createHttpServer(options())
            .connectionHandler(new Doorkeeper(settings.limits(), parts.meters()))
            .invalidRequestHandler(Routes::refuseMalformed)
            .requestHandler(new Routes(settings, parts, vertx).router());
  }

  /// What a server is made of.
  ///
  /// @param annexes what is served beside the contract
  public record Parts(
      Contract contract,
      Map<String, Operation> operations,
      Gatekeeper gatekeeper,
      MeterRegistry meters,
      List<Annex> annexes) {
    public Parts {
      operations = Map.copyOf(operations);
      annexes = List.copyOf(annexes);
      TreeSet<String> unserved = new TreeSet<>();
      contract.rules().forEach(rule -> unserved.add(rule.id()));
      TreeSet<String> unknown = new TreeSet<>(operations.keySet());
      unknown.removeAll(unserved);
      unserved.removeAll(operations.keySet());
      if (!unserved.isEmpty() || !unknown.isEmpty()) {
        throw new IllegalArgumentException(
            "operations without code: " + unserved + ", code without operation: " + unknown);
      }
    }

    /// Without annexes.
    public Parts(
        Contract contract,
        Map<String, Operation> operations,
        Gatekeeper gatekeeper,
        MeterRegistry meters) {
      this(contract, operations, gatekeeper, meters, List.of());
    }

    public Parts with(List<Annex> others) {
      return new Parts(contract, operations, gatekeeper, meters, others);
    }

    Operation operation(String id) {
      return requireNonNull(operations.get(id), id);
    }
  }

  /// Starts a server.
  ///
  /// @throws IOException if it cannot listen
  public static ApiServer start(HttpSettings settings, Parts parts) throws IOException {
    ApiServer started = new ApiServer(settings, parts);
    try {
      started.server.listen().await(10, TimeUnit.SECONDS);
      return started;
    } catch (TimeoutException e) {
      started.close();
      throw new IOException(started.cannotListen(), e);
    } catch (RuntimeException e) {
      started.close();
      throw new IOException(started.cannotListen(), e);
    }
  }

  private String cannotListen() {
    return "cannot listen on "
        + settings.host()
        + ":"
        + settings.port()
        + ": is another program there already, or may only root take it?";
  }

  public int port() {
    return server.actualPort();
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setMaxInitialLineLength(8 * 1024)
            .setMaxHeaderSize(settings.limits().headerBytes())
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setIdleTimeout((int) settings.limits().silence().toSeconds());
    settings
        .tls()
        .ifPresent(tls ->
            options
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString())));
    return options;
  }

  /// Stops taking requests, lets those in hand finish, and closes.
  @Override
  public void close() {
    try {
      server
          .shutdown(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS)
          .toCompletionStage()
          .toCompletableFuture()
          .get(7, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the API did not close in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      vertx.close();
    }
  }
}
