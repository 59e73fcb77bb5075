package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Problem.FieldError;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.account.Invitation;
import org.hustings.core.account.Invitation.Standing;
import org.hustings.core.account.InvitationStore;
import org.hustings.core.account.InvitationStore.Acceptance;
import org.hustings.core.account.InvitationStore.Found;
import org.hustings.core.account.InvitationStore.NewAccount;
import org.hustings.core.account.Passwords;
import org.hustings.core.account.SecretHash;
import org.hustings.core.account.SignInRegister.StoredPassword;
import org.hustings.core.account.Throttle;
import org.hustings.core.account.Throttle.Guess;
import org.hustings.core.campaign.CampaignOffice;
import org.jspecify.annotations.Nullable;

/// Whoever holds an invitation's link looks at it, makes their account with it, and is signed in.
/// Open to all, so it is throttled by address, and nothing slow is done for a secret that opens
/// nothing.
public final class Joining {
  private static final int PIN_DIGITS = 6;

  private final InvitationStore store;
  private final CampaignOffice office;
  private final Passwords passwords;
  private final Entrance entrance;
  private final Door door;
  private final Secrets secrets = new Secrets();

  /// Who may try, and what time it is.
  public record Door(Throttle throttle, InstantSource clock) {}

  public Joining(
      InvitationStore store,
      CampaignOffice office,
      Passwords passwords,
      Entrance entrance,
      Door door) {
    this.store = requireNonNull(store, "store");
    this.office = requireNonNull(office, "office");
    this.passwords = requireNonNull(passwords, "passwords");
    this.entrance = requireNonNull(entrance, "entrance");
    this.door = requireNonNull(door, "door");
  }

  public Map<String, Operation> operations() {
    return Map.of("lookAtInvitation", this::look, "acceptInvitation", this::accept);
  }

  record LookForm(String token) {}

  /// @param login the e-mail address unless another is chosen
  record AcceptForm(String token, String name, @Nullable String login, String password) {}

  record LookBody(String campaign, Optional<String> name, String login, Instant expiresAt) {
    static LookBody of(Found found) {
      Invitation invitation = found.invitation();
      return new LookBody(
          found.campaignName(),
          Optional.of(invitation.guest().name()).filter(name -> !name.isEmpty()),
          invitation.guest().email(),
          invitation.expiresAt());
    }
  }

  /// What the volunteer needs to dial in; the PIN is told here alone.
  record DialInBody(String volunteerNumber, String pin, List<String> numbers) {}

  record JoinedBody(SignIn.MeBody me, DialInBody dialIn) {}

  private Reply look(Request request) {
    return Reply.ok(LookBody.of(open(request, request.body(LookForm.class).token())));
  }

  private Reply accept(Request request) {
    AcceptForm form = request.body(AcceptForm.class);
    Found found = open(request, form.token());
    String login = Optional.ofNullable(form.login()).orElse(found.invitation().guest().email());
    String pin = secrets.digits(PIN_DIGITS);
    String password = passwords.hash(form.password());
    Acceptance acceptance =
        store.accept(
            SecretHash.of(form.token()),
            new NewAccount(login.strip(), form.name().strip(), password, passwords.hash(pin)),
            door.clock().instant());
    return switch (acceptance) {
      case Acceptance.Joined joined -> joined(request, joined, password, pin);
      case Acceptance.TooLate(Standing standing) -> Reply.problem(tooLate(standing));
      case Acceptance.LoginTaken _ -> Reply.problem(loginTaken());
      case Acceptance.Unknown _ -> Reply.problem(unknown());
    };
  }

  private Reply joined(Request request, Acceptance.Joined joined, String hash, String pin) {
    Entrance.Admitted admitted =
        entrance
            .admit(new StoredPassword(joined.user(), joined.campaign(), hash), request.sender())
            .orElseThrow(() -> unknown().asException());
    return new Reply.Content(
        200,
        new JoinedBody(
            SignIn.MeBody.of(admitted.who()),
            new DialInBody(joined.volunteerNumber(), pin, office.dialInNumbers(joined.campaign()))),
        Map.of("Set-Cookie", admitted.cookie()));
  }

  /// @throws Problem.Refused if the secret opens nothing, or no longer
  private Found open(Request request, String token) {
    Instant now = door.clock().instant();
    Guess guess = new Guess(Optional.of(request.sender().address()), "invitations");
    Optional<Instant> until = door.throttle().enter(guess, now);
    if (until.isPresent()) {
      throw SignIn.throttled(until.get()).asException();
    }
    Found found = store.find(SecretHash.of(token)).orElseThrow(() -> unknown().asException());
    door.throttle().succeeded(guess, now);
    Standing standing = found.invitation().standingAt(now);
    if (standing != Standing.OPEN) {
      throw tooLate(standing).asException();
    }
    return found;
  }

  private static Problem unknown() {
    return Problem.of(
        404,
        "unknown-invitation",
        "There is no such invitation",
        "Look whether the whole link was copied. If it was, ask whoever invited you for a new"
            + " one.");
  }

  private static Problem tooLate(Standing standing) {
    return switch (standing) {
      case ACCEPTED ->
          gone(
              "invitation-used",
              "This invitation has been used",
              "If it was you, sign in with the login and password that you chose. If not, ask"
                  + " whoever invited you for a new one.");
      case WITHDRAWN ->
          gone(
              "invitation-withdrawn",
              "This invitation was taken back",
              "Ask whoever invited you for a new one.");
      case EXPIRED, OPEN ->
          gone(
              "invitation-expired",
              "This invitation has expired",
              "Invitations hold for some days only. Ask whoever invited you for a new one.");
    };
  }

  private static Problem gone(String code, String title, String detail) {
    return Problem.of(410, code, title, detail);
  }

  private static Problem loginTaken() {
    return new Problem(
        409,
        "login-taken",
        "This login is taken",
        "Choose another login. If it is yours, sign in with it; you have an account already.",
        List.of(FieldError.at("#/login", "somebody has this login already")),
        Map.of());
  }
}
