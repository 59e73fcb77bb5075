package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Pages;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.api.http.Saving;
import org.hustings.core.account.Identity;
import org.hustings.core.account.Passwords;
import org.hustings.core.account.Role;
import org.hustings.core.account.User;
import org.hustings.core.account.UserStore;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.GroupId;
import org.hustings.core.id.UserId;

/// The accounts and groups of a campaign. A manager keeps the volunteers; only an admin gives or
/// takes any other role, so that nobody raises themselves.
public final class Users {
  private final UserStore store;
  private final RememberedSignIns signIns;
  private final Passwords passwords;
  private final OwnPhoneField phones;
  private final InstantSource clock;

  /// @param signIns hears of accounts that were changed
  public Users(
      UserStore store,
      RememberedSignIns signIns,
      Passwords passwords,
      OwnPhoneField phones,
      InstantSource clock) {
    this.store = requireNonNull(store, "store");
    this.signIns = requireNonNull(signIns, "signIns");
    this.passwords = requireNonNull(passwords, "passwords");
    this.phones = requireNonNull(phones, "phones");
    this.clock = requireNonNull(clock, "clock");
  }

  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.put("users", this::list);
    operations.put("addUser", this::add);
    operations.put("user", this::show);
    operations.put("changeUser", this::change);
    operations.put("setPassword", this::setPassword);
    operations.put("setPin", this::setPin);
    operations.put("removePin", this::removePin);
    operations.put("changeOwnPassword", this::changeOwnPassword);
    operations.put("groups", this::groups);
    operations.put("addGroup", this::addGroup);
    operations.put("renameGroup", this::renameGroup);
    operations.put("removeGroup", this::removeGroup);
    return operations;
  }

  private Reply list(Request request) {
    int limit = Pages.limit(request);
    return Reply.ok(
        Pages.of(
            store.list(request.campaign(), Pages.after(request), limit + 1),
            limit,
            UserBody::of,
            user -> user.id().value()));
  }

  private Reply show(Request request) {
    User user = found(request);
    return Reply.ok(UserBody.of(user), user.version());
  }

  private Reply add(Request request) {
    UserBody.Form form = request.body(UserBody.Form.class);
    refuseRole(request.identity(), form.role());
    CampaignId campaign = request.campaign();
    User.Profile profile = form.profile(text -> phones.read(campaign, text));
    String login = requireNonNull(form.login(), "the contract requires it").strip();
    String hash = passwords.hash(requireNonNull(form.password(), "the contract requires it"));
    Optional<String> pinHash = Optional.ofNullable(form.pin()).map(passwords::hash);
    Saved<User> saved = store.add(campaign, login, hash, profile, clock.instant());
    return Saving.reply(
        saved,
        "user",
        user -> {
          pinHash.ifPresent(
              pin -> store.setPin(campaign, user.id(), Optional.of(pin), clock.instant()));
          User now = store.find(campaign, user.id()).orElse(user);
          return Reply.created("/api/v1/users/" + user.id(), UserBody.of(now), now.version());
        });
  }

  private Reply change(Request request) {
    UserBody.Form form = request.body(UserBody.Form.class);
    User before = found(request);
    refuseRole(request.identity(), before.profile().role());
    refuseRole(request.identity(), form.role());
    boolean self = before.id().equals(request.identity().user());
    if (self && (form.role() != before.profile().role() || !form.isEnabled())) {
      throw Problem.of(
              409,
              "not-yourself",
              "Not your own account",
              "Nobody can change their own role or disable themselves: ask another admin.")
          .asException();
    }
    Saved<User> saved =
        store.change(
            request.campaign(),
            before.id(),
            request.ifMatch(),
            form.profile(text -> phones.read(request.campaign(), text)),
            clock.instant());
    signIns.doubt(before.id());
    return Saving.reply(saved, "user", user -> Reply.ok(UserBody.of(user), user.version()));
  }

  record PasswordForm(String password) {}

  record OwnPasswordForm(String current, String password) {}

  record PinForm(String pin) {}

  private Reply setPassword(Request request) {
    User user = found(request);
    refuseRole(request.identity(), user.profile().role());
    String hash = passwords.hash(request.body(PasswordForm.class).password());
    store.setPassword(request.campaign(), user.id(), hash, clock.instant());
    signIns.doubt(user.id());
    return Reply.nothing();
  }

  private Reply changeOwnPassword(Request request) {
    Identity self = request.identity();
    OwnPasswordForm form = request.body(OwnPasswordForm.class);
    boolean knowsIt =
        store
            .passwordHashOf(self.campaign(), self.user())
            .filter(hash -> passwords.matches(form.current(), hash))
            .isPresent();
    if (!knowsIt) {
      throw Problem.invalid("#/current", "is not your password now").asException();
    }
    String hash = passwords.hash(form.password());
    store.setPassword(self.campaign(), self.user(), hash, clock.instant());
    signIns.doubt(self.user());
    return Reply.nothing();
  }

  private Reply setPin(Request request) {
    User user = found(request);
    refuseRole(request.identity(), user.profile().role());
    String hash = passwords.hash(request.body(PinForm.class).pin());
    store.setPin(request.campaign(), user.id(), Optional.of(hash), clock.instant());
    return Reply.nothing();
  }

  private Reply removePin(Request request) {
    User user = found(request);
    refuseRole(request.identity(), user.profile().role());
    store.setPin(request.campaign(), user.id(), Optional.empty(), clock.instant());
    return Reply.nothing();
  }

  private User found(Request request) {
    return store
        .find(request.campaign(), new UserId(request.number("user")))
        .orElseThrow(() -> Problem.notFound("user").asException());
  }

  private static void refuseRole(Identity by, Role role) {
    if (role != Role.VOLUNTEER && by.role() != Role.ADMIN) {
      throw Problem.of(
              403,
              "not-allowed",
              "Not allowed",
              "A manager keeps the accounts of volunteers; for an account with the role "
                  + role
                  + " ask an admin.")
          .asException();
    }
  }

  record GroupForm(String name) {}

  record GroupBody(long id, String name, int members) {
    static GroupBody of(UserStore.Group group) {
      return new GroupBody(group.id().value(), group.name(), group.members());
    }
  }

  private Reply groups(Request request) {
    return Reply.ok(
        Map.of("items", store.groups(request.campaign()).stream().map(GroupBody::of).toList()));
  }

  private Reply addGroup(Request request) {
    Saved<UserStore.Group> saved =
        store.addGroup(request.campaign(), request.body(GroupForm.class).name());
    return Saving.reply(
        saved,
        "group",
        group -> Reply.created("/api/v1/groups/" + group.id(), GroupBody.of(group)));
  }

  private Reply renameGroup(Request request) {
    Saved<UserStore.Group> saved =
        store.renameGroup(
            request.campaign(),
            new GroupId(request.number("group")),
            request.body(GroupForm.class).name());
    return Saving.reply(saved, "group", group -> Reply.ok(GroupBody.of(group)));
  }

  private Reply removeGroup(Request request) {
    GroupId group = new GroupId(request.number("group"));
    boolean removed = store.removeGroup(request.campaign(), group);
    signIns.doubt(identity -> identity.groups().contains(group));
    return removed ? Reply.nothing() : Reply.problem(Problem.notFound("group"));
  }
}
