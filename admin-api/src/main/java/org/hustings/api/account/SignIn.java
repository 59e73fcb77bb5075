package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.api.http.SignInCookie;
import org.hustings.core.account.Identity;
import org.hustings.core.account.Passwords;
import org.hustings.core.account.Role;
import org.hustings.core.account.SecretHash;
import org.hustings.core.account.SignInRegister.SignedIn;
import org.hustings.core.account.SignInRegister.StoredPassword;
import org.hustings.core.account.Throttle;
import org.hustings.core.account.Throttle.Guess;
import org.hustings.core.id.GroupId;

/// Signing in with login and password, and out again.
///
/// Tries are throttled by login and address together, so that guessing from one place locks nobody
/// out who signs in from another. How long a wrong try takes says nothing of whether the login
/// exists.
public final class SignIn {
  private final RememberedSignIns register;
  private final Passwords passwords;
  private final Throttle throttle;
  private final InstantSource clock;
  private final Entrance entrance;

  /// @param register the one that requests are let in by, so that a sign-out holds at once
  public SignIn(
      RememberedSignIns register, Passwords passwords, Throttle throttle, InstantSource clock) {
    this.register = requireNonNull(register, "register");
    this.passwords = requireNonNull(passwords, "passwords");
    this.throttle = requireNonNull(throttle, "throttle");
    this.clock = requireNonNull(clock, "clock");
    this.entrance = new Entrance(register, clock);
  }

  public Map<String, Operation> operations() {
    return Map.of("signIn", this::signIn, "signOut", this::signOut, "me", this::me);
  }

  /// @param login unique across campaigns
  record Form(String login, String password) {}

  record MeBody(
      long user, long campaign, String name, Role role, List<Long> groups, Instant signedInUntil) {
    static MeBody of(SignedIn who) {
      Identity identity = who.identity();
      return new MeBody(
          identity.user().value(),
          identity.campaign().value(),
          identity.name(),
          identity.role(),
          identity.groups().stream().map(GroupId::value).sorted().toList(),
          who.expiresAt());
    }
  }

  private Reply signIn(Request request) {
    Form form = request.body(Form.class);
    Instant now = clock.instant();
    Guess guess =
        new Guess(
            Optional.of(request.sender().address()),
            "login " + form.login().toLowerCase(Locale.ROOT));
    Optional<Instant> until = throttle.enter(guess, now);
    if (until.isPresent()) {
      return Reply.problem(throttled(until.get()));
    }
    Optional<StoredPassword> found = checked(form);
    if (found.isEmpty()) {
      return Reply.problem(wrong());
    }
    throttle.succeeded(guess, now);
    Entrance.Admitted admitted =
        entrance.admit(found.get(), request.sender()).orElseThrow(() -> wrong().asException());
    return new Reply.Content(
        200, MeBody.of(admitted.who()), Map.of("Set-Cookie", admitted.cookie()));
  }

  private Optional<StoredPassword> checked(Form form) {
    Optional<StoredPassword> known = register.passwordOf(form.login());
    if (known.isEmpty()) {
      passwords.spend(form.password());
    }
    return known.filter(stored -> passwords.matches(form.password(), stored.hash()));
  }

  private Reply signOut(Request request) {
    request.sender().cookie().map(SecretHash::of).ifPresent(register::close);
    return new Reply.Nothing(Map.of("Set-Cookie", SignInCookie.clear(request.sender().secure())));
  }

  private Reply me(Request request) {
    return Reply.ok(MeBody.of(request.signedIn()));
  }

  private static Problem wrong() {
    return Problem.of(
        401,
        "wrong-login-or-password",
        "Login or password is wrong",
        "Check both and try again. Whoever runs the campaign can set a new password.");
  }

  static Problem throttled(Instant until) {
    return Problem.of(
            429,
            "too-many-tries",
            "Too many tries",
            "There were too many tries from here. Try again at "
                + until
                + "; from elsewhere it works as ever.")
        .with("until", until.toString());
  }
}
