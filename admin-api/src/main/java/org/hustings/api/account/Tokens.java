package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.account.Identity;
import org.hustings.core.account.Role;
import org.hustings.core.account.SecretHash;
import org.hustings.core.account.UserStore;
import org.hustings.core.account.UserStore.NewToken;
import org.hustings.core.account.UserStore.Token;

/// API tokens for programs. The token itself is told once, when it is made; what is stored is its
/// hash.
public final class Tokens {
  private static final Duration LONGEST = Duration.ofDays(366);

  /// Lets people, and secret scanners, see what they found.
  private static final String PREFIX = "hst_";

  private final UserStore store;
  private final RememberedSignIns signIns;
  private final InstantSource clock;
  private final Secrets secrets = new Secrets();

  /// @param signIns hears of tokens that were withdrawn
  public Tokens(UserStore store, RememberedSignIns signIns, InstantSource clock) {
    this.store = requireNonNull(store, "store");
    this.signIns = requireNonNull(signIns, "signIns");
    this.clock = requireNonNull(clock, "clock");
  }

  public Map<String, Operation> operations() {
    return Map.of("tokens", this::list, "addToken", this::add, "withdrawToken", this::withdraw);
  }

  record Form(String name, Role role, Instant expiresAt) {}

  record TokenBody(
      long id, long user, String name, Role role, Instant createdAt, Instant expiresAt) {
    static TokenBody of(Token token) {
      return new TokenBody(
          token.id(),
          token.user().value(),
          token.name(),
          token.role(),
          token.createdAt(),
          token.expiresAt());
    }
  }

  private Reply list(Request request) {
    return Reply.ok(
        Map.of("items", store.tokens(request.campaign()).stream().map(TokenBody::of).toList()));
  }

  /// In the asker's own name and campaign: a token never allows more than whoever made it.
  private Reply add(Request request) {
    Form form = request.body(Form.class);
    Identity maker = request.identity();
    Instant now = clock.instant();
    if (!maker.role().covers(form.role())) {
      throw Problem.invalid("#/role", "a token cannot allow more than you may: " + maker.role())
          .asException();
    }
    if (!form.expiresAt().isAfter(now) || form.expiresAt().isAfter(now.plus(LONGEST))) {
      throw Problem.invalid("#/expiresAt", "expected a time within a year from now").asException();
    }
    String secret = PREFIX + secrets.mint();
    Token token =
        store.addToken(
            maker.campaign(),
            new NewToken(
                maker.user(),
                form.name(),
                form.role(),
                SecretHash.of(secret),
                now,
                form.expiresAt()));
    return Reply.created(
        "/api/v1/tokens/" + token.id(), Map.of("token", secret, "details", TokenBody.of(token)));
  }

  private Reply withdraw(Request request) {
    Optional<Token> withdrawn =
        store.withdrawToken(request.campaign(), request.number("token"), clock.instant());
    withdrawn.ifPresent(token -> signIns.doubt(token.user()));
    return withdrawn
        .map(_ -> Reply.nothing())
        .orElseGet(() -> Reply.problem(Problem.notFound("token")));
  }
}
