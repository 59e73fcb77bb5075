package org.hustings.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.api.account.RememberedSignIns;
import org.hustings.api.account.SignIn;
import org.hustings.api.account.StoredGatekeeper;
import org.hustings.api.http.ApiServer;
import org.hustings.api.http.Contract;
import org.hustings.api.http.HttpSettings;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.session.SessionCommands;
import org.hustings.core.account.Identity;
import org.hustings.core.account.Role;
import org.hustings.core.account.Throttle;
import org.hustings.core.disposition.Addition.OtherNumber;
import org.hustings.core.voter.PhoneNumber;

/// A real server on a free port with fakes behind it. What the fakes do not serve answers 204.
public final class RunningApi implements AutoCloseable {
  public final MemoryRegister register = new MemoryRegister();
  public final ScriptedDesk desk = new ScriptedDesk();
  public final MeterRegistry meters = new SimpleMeterRegistry();
  public final SteppingClock clock = new SteppingClock(Instant.parse("2026-10-05T14:00:00Z"));
  public final Identity volunteer = register.add(10, "vera", Role.VOLUNTEER);
  public final Identity manager = register.add(11, "manny", Role.MANAGER);
  private final ApiServer server;

  public RunningApi() {
    this(HttpSettings.onLoopback(0), Map.of());
  }

  public RunningApi(HttpSettings settings, Map<String, Operation> instead) {
    Contract contract = Contract.load("/org/hustings/api/openapi.yaml");
    Map<String, Operation> operations = new HashMap<>();
    contract.rules().forEach(rule -> operations.put(rule.id(), _ -> Reply.nothing()));
    Throttle throttle = new Throttle(register, Throttle.Limits.DEFAULT);
    RememberedSignIns signIns = new RememberedSignIns(register);
    operations.putAll(new SignIn(signIns, MemoryRegister.PLAIN, throttle, clock).operations());
    operations.putAll(
        new SessionCommands(desk, (_, _, _) -> Optional.empty(), _ -> RunningApi::number, clock)
            .operations());
    operations.putAll(instead);
    try {
      server =
          ApiServer.start(
              settings,
              new ApiServer.Parts(
                  contract, operations, new StoredGatekeeper(signIns, clock), meters));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes a number as it is written here; anything else is none.
  private static OtherNumber number(String text, Problem.FieldError field) {
    if (!text.startsWith("+1")) {
      throw Problem.invalid(field.pointer(), "is no number").asException();
    }
    return new OtherNumber(new PhoneNumber(text), Set.of());
  }

  public ApiClient client() {
    return ApiClient.on(server.port());
  }

  public int port() {
    return server.port();
  }

  /// A program with a token of this account.
  public ApiClient as(Identity identity) {
    String token = "token of " + identity.name();
    register.addToken(token, identity, clock.instant().plus(Duration.ofDays(1)));
    return client().withToken(token);
  }

  @Override
  public void close() {
    server.close();
  }

  /// A clock that tests move.
  public static final class SteppingClock implements InstantSource {
    private volatile Instant now;

    SteppingClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    public void advance(Duration by) {
      now = now.plus(by);
    }
  }
}
