package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.hustings.api.http.HttpSettings;
import org.hustings.core.account.Passwords;
import org.hustings.core.account.Role;
import org.hustings.core.account.SignInRegister;
import org.hustings.core.account.User;
import org.hustings.core.account.UserStore;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.campaign.CampaignOffice;
import org.hustings.core.edit.Saved;
import org.hustings.core.id.CampaignId;

/// Opens an empty house: the first campaign and its admin, from the configuration. Where anybody
/// has an account already, it does nothing.
public final class FirstAdmin {
  private final UserStore users;
  private final CampaignOffice campaigns;
  private final SignInRegister register;
  private final Passwords passwords;
  private final InstantSource clock;

  public FirstAdmin(
      UserStore users,
      CampaignOffice campaigns,
      SignInRegister register,
      Passwords passwords,
      InstantSource clock) {
    this.users = requireNonNull(users, "users");
    this.campaigns = requireNonNull(campaigns, "campaigns");
    this.register = requireNonNull(register, "register");
    this.passwords = requireNonNull(passwords, "passwords");
    this.clock = requireNonNull(clock, "clock");
  }

  /// @return the campaign, if it was founded now
  public Optional<CampaignId> moveIn(SetupCredentials setup, Campaign.Founding campaign) {
    if (!users.nobodyYet()) {
      return Optional.empty();
    }
    return switch (campaigns.found(campaign)) {
      case Saved.Done<Campaign>(Campaign founded) -> Optional.of(admin(founded.id(), setup));
      case Saved.Taken<Campaign> _,
          Saved.Unknown<Campaign> _,
          Saved.Outdated<Campaign> _,
          Saved.Dangling<Campaign> _ ->
          throw new IllegalStateException(
              "a campaign of this name is there, but nobody has an account: choose another name");
    };
  }

  private CampaignId admin(CampaignId campaign, SetupCredentials setup) {
    User.Profile profile =
        new User.Profile("Admin", Role.ADMIN, Optional.empty(), Optional.empty(), true, Set.of());
    users.add(campaign, setup.login(), passwords.hash(setup.password()), profile, clock.instant());
    return campaign;
  }

  /// What forbids to listen as `settings` say, as a sentence: the password that everybody knows
  /// beyond loopback, in the configuration or still in use.
  public Optional<String> objectionTo(HttpSettings settings, SetupCredentials setup) {
    if (settings.isLoopbackOnly()) {
      return Optional.empty();
    }
    return setup.objectionTo(settings).or(() -> objectionToStored(settings));
  }

  private Optional<String> objectionToStored(HttpSettings settings) {
    return register
        .passwordOf(SetupCredentials.DEFAULT.login())
        .filter(stored -> passwords.matches(SetupCredentials.DEFAULT.password(), stored.hash()))
        .map(_ ->
            "The server will not listen on "
                + settings.host()
                + " while "
                + SetupCredentials.DEFAULT.login()
                + " has the password that everybody knows. Start it on 127.0.0.1, change the"
                + " password there (PUT /api/v1/me/password), and come back.");
  }
}
