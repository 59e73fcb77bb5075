package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.account.DialInCode;
import org.hustings.core.account.Identity;
import org.hustings.core.account.PinStore.CodeFor;
import org.hustings.core.account.PinStore.Validity;
import org.hustings.core.account.User;
import org.hustings.core.account.UserStore;
import org.hustings.core.campaign.CampaignOffice;
import org.hustings.core.dialing.BrowserDesk;
import org.hustings.core.dialing.CallMeDesk;
import org.hustings.core.voter.PhoneNumber;

/// The ways by which a volunteer can connect, and the one-time code for the telephone. Who dials in
/// with it joins the session that they have, at the voter where it is (R24).
public final class WaysIn {
  private final CodeDrawer codes;
  private final UserStore users;
  private final CampaignOffice office;
  private final Desks desks;
  private final InstantSource clock;

  public WaysIn(
      CodeDrawer codes, UserStore users, CampaignOffice office, Desks desks, InstantSource clock) {
    this.codes = requireNonNull(codes, "codes");
    this.users = requireNonNull(users, "users");
    this.office = requireNonNull(office, "office");
    this.desks = requireNonNull(desks, "desks");
    this.clock = requireNonNull(clock, "clock");
  }

  /// Who takes volunteers that do not dial in.
  public record Desks(BrowserDesk browsers, CallMeDesk callMe) {}

  public Map<String, Operation> operations() {
    return Map.of("waysIn", this::ways, "dialInCode", this::code);
  }

  /// @param hand always: it needs no telephony (R26)
  record WaysBody(PhoneBody phone, boolean browser, Optional<CallMeBody> callMe, boolean hand) {}

  /// @param ending the last two digits of the volunteer's own telephone: who wrote it down is a
  ///   manager, and who looks over a shoulder need not learn it
  record CallMeBody(String ending) {}

  record PhoneBody(List<String> numbers, Optional<String> volunteerNumber, boolean hasPin) {}

  record CodeBody(
      String code, Instant expiresAt, List<String> numbers, Optional<String> volunteerNumber) {}

  private Reply ways(Request request) {
    Identity self = request.identity();
    Optional<User> user = users.find(self.campaign(), self.user());
    return Reply.ok(
        new WaysBody(
            new PhoneBody(
                office.dialInNumbers(self.campaign()),
                volunteerNumber(user),
                user.filter(User::hasPin).isPresent()),
            desks.browsers().isOffered(),
            desks.callMe().isOffered() ? user.flatMap(WaysIn::callMe) : Optional.empty(),
            true));
  }

  private static Optional<CallMeBody> callMe(User user) {
    return user.profile()
        .ownPhone()
        .map(PhoneNumber::e164)
        .map(number -> new CallMeBody(number.substring(number.length() - 2)));
  }

  private Reply code(Request request) {
    Identity self = request.identity();
    Instant now = clock.instant();
    Instant expiresAt = now.plus(DialInCode.LASTS);
    DialInCode code = codes.draw(self, new CodeFor.Session(), new Validity(now, expiresAt));
    return Reply.created(
        "/api/v1/session/ways",
        new CodeBody(
            code.digits(),
            expiresAt,
            office.dialInNumbers(self.campaign()),
            volunteerNumber(users.find(self.campaign(), self.user()))));
  }

  private static Optional<String> volunteerNumber(Optional<User> user) {
    return user.flatMap(found -> found.profile().volunteerNumber());
  }
}
