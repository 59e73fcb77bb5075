package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Pages;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.api.http.Saving;
import org.hustings.core.account.Invitation;
import org.hustings.core.account.Invitation.Standing;
import org.hustings.core.account.InvitationStore;
import org.hustings.core.account.InvitationStore.NewInvitation;
import org.hustings.core.account.SecretHash;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.GroupId;
import org.hustings.core.voter.PhoneNumber;
import org.jspecify.annotations.Nullable;

/// Managers invite volunteers: each invitation is a link, told once. No mail is sent from here; the
/// manager passes the link on.
public final class Invitations {
  private static final Duration USUAL = Duration.ofDays(7);
  private static final Duration LONGEST = Duration.ofDays(60);

  /// In the fragment, which no browser sends to any server: the secret reaches no log.
  static final String PAGE = "/#/join/";

  private final InvitationStore store;
  private final Optional<URI> publicUrl;
  private final OwnPhoneField phones;
  private final InstantSource clock;
  private final Secrets secrets = new Secrets();

  /// @param publicUrl where the links lead; without it they are relative to this server
  public Invitations(
      InvitationStore store, Optional<URI> publicUrl, OwnPhoneField phones, InstantSource clock) {
    this.store = requireNonNull(store, "store");
    this.publicUrl = requireNonNull(publicUrl, "publicUrl");
    this.phones = requireNonNull(phones, "phones");
    this.clock = requireNonNull(clock, "clock");
  }

  public Map<String, Operation> operations() {
    return Map.of(
        "invitations", this::list, "invite", this::invite, "withdrawInvitation", this::withdraw);
  }

  record Form(
      String email,
      @Nullable String name,
      @Nullable List<Long> groups,
      @Nullable String ownPhone,
      @Nullable Instant expiresAt) {
    Invitation.Guest guest(Function<String, PhoneNumber> phones) {
      Set<GroupId> members =
          groups == null ? Set.of() : groups.stream().map(GroupId::new).collect(Collectors.toSet());
      return new Invitation.Guest(
          email.strip(),
          name == null ? "" : name.strip(),
          members,
          Optional.ofNullable(ownPhone).map(phones));
    }
  }

  record InvitationBody(
      long id,
      String email,
      String name,
      List<Long> groups,
      Optional<String> ownPhone,
      long by,
      Instant createdAt,
      Instant expiresAt,
      Standing state,
      Optional<Long> user) {
    static InvitationBody of(Invitation invitation, Instant now) {
      return new InvitationBody(
          invitation.id(),
          invitation.guest().email(),
          invitation.guest().name(),
          invitation.guest().groups().stream().map(GroupId::value).sorted().toList(),
          invitation.guest().ownPhone().map(PhoneNumber::e164),
          invitation.by().value(),
          invitation.createdAt(),
          invitation.expiresAt(),
          invitation.standingAt(now),
          invitation.fate() instanceof Invitation.Fate.Accepted accepted
              ? Optional.of(accepted.user().value())
              : Optional.empty());
    }
  }

  private Reply list(Request request) {
    int limit = Pages.limit(request);
    Instant now = clock.instant();
    return Reply.ok(
        Pages.of(
            store.list(
                request.campaign(),
                request.numberIfGiven("after").orElse(Long.MAX_VALUE),
                limit + 1),
            limit,
            invitation -> InvitationBody.of(invitation, now),
            Invitation::id));
  }

  private Reply invite(Request request) {
    Form form = request.body(Form.class);
    Instant now = clock.instant();
    String secret = secrets.mint();
    Saved<Invitation> saved =
        store.add(
            request.campaign(),
            new NewInvitation(
                form.guest(text -> phones.read(request.campaign(), text)),
                request.signer(),
                SecretHash.of(secret),
                now,
                expiry(form, now)));
    return Saving.reply(
        saved,
        "invitation",
        invitation ->
            Reply.created(
                "/api/v1/invitations/" + invitation.id(),
                Map.of("link", link(secret), "invitation", InvitationBody.of(invitation, now))));
  }

  private static Instant expiry(Form form, Instant now) {
    Instant expiresAt = form.expiresAt() == null ? now.plus(USUAL) : form.expiresAt();
    if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST))) {
      throw Problem.invalid("#/expiresAt", "expected a time within 60 days from now").asException();
    }
    return expiresAt;
  }

  private String link(String secret) {
    String base = publicUrl.map(URI::toString).orElse("");
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + PAGE + secret;
  }

  private Reply withdraw(Request request) {
    return store
        .withdraw(request.campaign(), request.number("invitation"), clock.instant())
        .map(_ -> Reply.nothing())
        .orElseGet(() ->
            Reply.problem(
                Problem.of(
                    404,
                    "not-found",
                    "Not found",
                    "There is no such invitation in this campaign, or it has been accepted: then"
                        + " disable the account that it made.")));
  }
}
