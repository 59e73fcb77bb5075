package org.hustings.api.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.hustings.api.http.Contract.Rule;
import org.hustings.api.http.Exchange.Serving;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leads each request to its operation, and each that has none to a problem that says so.
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final HttpSettings settings;
  private final ApiServer.Parts parts;
  private final Vertx vertx;
  private final Workers workers;
  private final CrossSite crossSite;
  private final MeterRegistry meters;

  Routes(HttpSettings settings, ApiServer.Parts parts, Vertx vertx) {
    this.settings = settings;
    this.parts = parts;
    this.vertx = vertx;
    this.workers = new Workers(settings.limits());
    this.crossSite = new CrossSite(settings.publicUrl());
    this.meters = parts.meters();
    meters.gauge("hustings.http.busy", workers, Workers::busy);
  }

  Router router() {
    Router router = Router.router(vertx);
    parts.contract().rules().forEach(rule -> route(router, rule));
    Reply contract = new Reply.File("application/yaml", parts.contract()::source, Map.of());
    router
        .get("/api/openapi.yaml")
        .handler(routing -> Wire.send(routing.request(), contract, settings.isSecure()));
    parts.annexes().forEach(annex -> annex.route(router, workers, settings.isSecure()));
    List<String> reaches =
        parts.annexes().stream().flatMap(annex -> annex.reaches().stream()).toList();
    StaticPages.route(router, StaticPages.SCREENS, reaches, settings.isSecure());
    router.errorHandler(404, routing -> fail(routing, unknownPath()));
    router.errorHandler(405, routing -> fail(routing, wrongMethod(routing)));
    router.errorHandler(400, routing -> fail(routing, Wire.malformed(400)));
    router.errorHandler(500, routing -> fail(routing, incident(routing.failure())));
    return router;
  }

  private void route(Router router, Rule rule) {
    Operation operation = parts.operation(rule.id());
    router
        .route(HttpMethod.valueOf(rule.method()), rule.path().replaceAll("\\{(\\w+)}", ":$1"))
        .handler(routing -> serve(routing, rule, operation));
  }

  private void serve(RoutingContext routing, Rule rule, Operation operation) {
    HttpServerRequest request = routing.request();
    request.pause();
    Serving serving =
        new Serving(settings, workers, parts.gatekeeper(), crossSite, vertx.getOrCreateContext());
    Exchange exchange = new Exchange(serving, rule, operation, request, routing.pathParams());
    Delivery delivery = new Delivery(exchange, vertx, meters, Timer.start(meters));
    if (!workers.start("http-" + rule.id(), () -> delivery.deliver(answer(exchange)))) {
      delivery.deliver(Reply.problem(Workers.overloaded()));
    }
  }

  private static Reply answer(Exchange exchange) {
    try {
      return exchange.answer();
    } catch (Problem.Refused e) {
      return Reply.problem(e.problem());
    } catch (RuntimeException e) {
      return Reply.problem(incident(e));
    }
  }

  private void fail(RoutingContext routing, Problem problem) {
    Wire.send(routing.request(), Reply.problem(problem), settings.isSecure());
  }

  /// For what is not even HTTP; there is no route yet.
  static void refuseMalformed(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    int status =
        cause instanceof TooLongHttpLineException
            ? 414
            : cause instanceof TooLongHttpHeaderException ? 431 : 400;
    Wire.send(request, Reply.problem(Wire.malformed(status)), false);
    request.connection().close();
  }

  private static Problem unknownPath() {
    return Problem.of(
        404,
        "unknown-path",
        "There is nothing here",
        "No operation has this path. GET /api/openapi.yaml lists all there are.");
  }

  private Problem wrongMethod(RoutingContext routing) {
    TreeSet<String> allowed = new TreeSet<>();
    for (Rule rule : parts.contract().rules()) {
      if (routing.normalizedPath().matches(rule.path().replaceAll("\\{\\w+}", "[^/]+"))) {
        allowed.add(rule.method());
      }
    }
    String methods = allowed.isEmpty() ? "GET" : String.join(", ", allowed);
    routing.response().putHeader("Allow", methods);
    return Problem.of(
        405, "wrong-method", "The method is not allowed here", "This path takes " + methods + ".");
  }

  /// What went wrong stays in the log; the client gets its number. A database that is away is no
  /// error of ours, and passes.
  static Problem incident(Throwable failure) {
    if (failure instanceof StoreUnavailable) {
      LOG.atWarn()
          .setMessage("a request met no database; it is told to come again")
          .addKeyValue("event", "request.store-unavailable")
          .addKeyValue("cause", failure.getMessage())
          .log();
      return Problem.of(
          503,
          "store-unavailable",
          "The database cannot be reached",
          "The database cannot be reached just now. Nothing is known to be changed; try again in a"
              + " moment.");
    }
    UUID incident = UUID.randomUUID();
    LOG.error("request failed incident={}", incident, failure);
    return Problem.of(
            500,
            "our-error",
            "Something went wrong on our side",
            "It may help to try again. If it goes on, tell whoever runs the server the incident's"
                + " number.")
        .with("incident", incident.toString());
  }
}
