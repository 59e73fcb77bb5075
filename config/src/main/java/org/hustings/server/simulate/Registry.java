package org.hustings.server.simulate;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.account.DialInRegister.CodeCheck;
import org.hustings.core.account.DialInRegister.PinCheck;
import org.hustings.core.account.Volunteer;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ServerId;

/// What stands outside the campaign's books: the campaign itself, who may dial in, and which
/// servers there are.
final class Registry {
  static final String DNIS = "8005550100";
  static final String PIN = "4321";

  private final List<Campaign> campaigns;
  private final Map<String, Volunteer> volunteers = new HashMap<>();
  private final Map<ServerId, Instant> servers = new LinkedHashMap<>();

  Registry(List<Campaign> campaigns, List<Volunteer> volunteers) {
    this.campaigns = List.copyOf(campaigns);
    volunteers.forEach(who -> this.volunteers.put(numberOf(who), who));
  }

  static String numberOf(Volunteer volunteer) {
    return Long.toString(1000 + volunteer.id().value());
  }

  List<Campaign> campaigns() {
    return campaigns;
  }

  Optional<CampaignId> campaignAt(String dnis) {
    return dnis.equals(DNIS) ? Optional.of(campaigns.getFirst().id()) : Optional.empty();
  }

  PinCheck check(String number, String pin) {
    return pin.equals(PIN) && volunteers.containsKey(number)
        ? new PinCheck.Welcome(volunteers.get(number))
        : new PinCheck.Wrong();
  }

  CodeCheck checkCode(String digits) {
    return volunteers.containsKey(digits) ? new CodeCheck.ANumber() : new CodeCheck.Wrong();
  }

  ServerId alive(ServerId server, Instant at) {
    servers.put(server, at);
    return server;
  }

  List<ServerId> silentSince(Instant before) {
    return servers.entrySet().stream()
        .filter(server -> server.getValue().isBefore(before))
        .map(Map.Entry::getKey)
        .toList();
  }

  ServerId buried(ServerId server) {
    servers.remove(server);
    return server;
  }
}
