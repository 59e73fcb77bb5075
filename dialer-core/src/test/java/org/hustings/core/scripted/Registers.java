package org.hustings.core.scripted;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.account.DialInRegister;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.ServerRegister;
import org.hustings.core.dictation.DictationOrder;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ServerId;

/// Who may dial in, and which servers there are.
public final class Registers implements DialInRegister, ServerRegister {
  private final Map<String, CampaignId> numbers = new HashMap<>();
  private final Map<String, Volunteer> volunteers = new HashMap<>();
  private final Map<ServerId, Instant> servers = new LinkedHashMap<>();
  private final Map<String, Volunteer> codes = new HashMap<>();
  private final Map<String, DictationOrder> dictations = new HashMap<>();
  private int wrongPins;

  public void number(String dnis, CampaignId campaign) {
    numbers.put(dnis, campaign);
  }

  /// A volunteer with number and PIN.
  public void volunteer(String number, String pin, Volunteer volunteer) {
    volunteers.put(number + "/" + pin, volunteer);
  }

  @Override
  public Optional<CampaignId> campaignAt(String dnis) {
    return Optional.ofNullable(numbers.get(dnis));
  }

  @Override
  public PinCheck check(
      CampaignId campaign,
      Optional<String> caller,
      String volunteerNumber,
      String pin,
      Instant now) {
    Volunteer volunteer = volunteers.get(volunteerNumber + "/" + pin);
    if (wrongPins >= 5) {
      return new PinCheck.Throttled(now.plusSeconds(600));
    }
    if (volunteer == null) {
      wrongPins++;
      return new PinCheck.Wrong();
    }
    return new PinCheck.Welcome(volunteer);
  }

  /// The screen shows this volunteer a one-time code.
  public void code(String digits, Volunteer volunteer) {
    codes.put(digits, volunteer);
  }

  /// A manager was given a code to speak a message.
  public void code(String digits, DictationOrder order) {
    dictations.put(digits, order);
  }

  @Override
  public CodeCheck checkCode(
      CampaignId campaign, Optional<String> caller, String digits, Instant now) {
    if (volunteers.keySet().stream().anyMatch(known -> known.startsWith(digits + "/"))) {
      return new CodeCheck.ANumber();
    }
    if (wrongPins >= 5) {
      return new CodeCheck.Throttled(now.plusSeconds(600));
    }
    DictationOrder order = dictations.remove(digits);
    if (order != null) {
      return new CodeCheck.ToDictate(order);
    }
    Volunteer volunteer = codes.remove(digits);
    if (volunteer == null) {
      wrongPins++;
      return new CodeCheck.Wrong();
    }
    return new CodeCheck.Welcome(volunteer);
  }

  @Override
  public void alive(ServerId server, Instant at) {
    servers.put(server, at);
  }

  @Override
  public List<ServerId> silentSince(Instant before) {
    return servers.entrySet().stream()
        .filter(server -> server.getValue().isBefore(before))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public void buried(ServerId server) {
    servers.remove(server);
  }
}
