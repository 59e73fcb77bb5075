package org.hustings.api.account;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hustings.core.account.Role;
import org.hustings.core.account.User;
import org.hustings.core.id.GroupId;
import org.hustings.core.voter.PhoneNumber;
import org.jspecify.annotations.Nullable;

/// An account as the API shows it.
record UserBody(
    long id,
    String login,
    String name,
    Role role,
    Optional<String> volunteerNumber,
    Optional<String> ownPhone,
    boolean hasPin,
    boolean enabled,
    List<Long> groups,
    long version) {

  static UserBody of(User user) {
    User.Profile profile = user.profile();
    return new UserBody(
        user.id().value(),
        user.login(),
        profile.name(),
        profile.role(),
        profile.volunteerNumber(),
        profile.ownPhone().map(PhoneNumber::e164),
        user.hasPin(),
        profile.enabled(),
        profile.groups().stream().map(GroupId::value).sorted().toList(),
        user.version());
  }

  /// An account as it is sent: login and password only when it is new.
  record Form(
      @Nullable String login,
      @Nullable String password,
      String name,
      Role role,
      @Nullable String volunteerNumber,
      @Nullable String ownPhone,
      @Nullable String pin,
      @Nullable Boolean enabled,
      @Nullable List<Long> groups) {

    boolean isEnabled() {
      return enabled == null || enabled;
    }

    /// @param phones reads what is sent as the user's own telephone
    User.Profile profile(Function<String, PhoneNumber> phones) {
      Set<GroupId> members =
          groups == null ? Set.of() : groups.stream().map(GroupId::new).collect(Collectors.toSet());
      return new User.Profile(
          name,
          role,
          Optional.ofNullable(volunteerNumber),
          Optional.ofNullable(ownPhone).map(phones),
          isEnabled(),
          members);
    }
  }
}
