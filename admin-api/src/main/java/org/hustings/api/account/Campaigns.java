package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.api.http.Saving;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.campaign.CampaignOffice;
import org.hustings.core.campaign.CampaignRegister;
import org.hustings.core.edit.Saved;
import org.hustings.core.voter.NumberPlan;
import org.hustings.core.voter.PhoneNumber;

/// Campaigns and their telephone numbers.
public final class Campaigns {
  private final CampaignRegister register;
  private final CampaignOffice office;
  private final NumberPlan plan;

  public Campaigns(CampaignRegister register, CampaignOffice office, NumberPlan plan) {
    this.register = requireNonNull(register, "register");
    this.office = requireNonNull(office, "office");
    this.plan = requireNonNull(plan, "plan");
  }

  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.put("campaigns", this::list);
    operations.put("addCampaign", this::add);
    operations.put("campaign", this::show);
    operations.put("dialInNumbers", this::dialInNumbers);
    operations.put("addDialInNumber", this::addDialInNumber);
    operations.put("removeDialInNumber", this::removeDialInNumber);
    operations.put("callerIds", this::callerIds);
    operations.put("addCallerId", this::addCallerId);
    operations.put("removeCallerId", this::removeCallerId);
    return operations;
  }

  record Form(String name, String region, String zone) {}

  record NumberForm(String number) {}

  record CampaignBody(long id, String name, String region, String zone) {
    static CampaignBody of(Campaign campaign) {
      return new CampaignBody(
          campaign.id().value(), campaign.name(), campaign.region(), campaign.zone().getId());
    }
  }

  private Reply list(Request request) {
    return Reply.ok(Map.of("items", register.all().stream().map(CampaignBody::of).toList()));
  }

  private Reply add(Request request) {
    Form form = request.body(Form.class);
    Saved<Campaign> saved =
        office.found(new Campaign.Founding(form.name().strip(), form.region(), zone(form.zone())));
    return Saving.reply(
        saved,
        "campaign",
        campaign -> Reply.created("/api/v1/campaigns/" + campaign.id(), CampaignBody.of(campaign)));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw Problem.invalid("#/zone", "expected a time zone such as America/New_York, got " + name)
          .asException();
    }
  }

  private Reply show(Request request) {
    return Reply.ok(CampaignBody.of(campaign(request)));
  }

  private Campaign campaign(Request request) {
    return office
        .find(request.campaign())
        .orElseThrow(() -> Problem.notFound("campaign").asException());
  }

  private Reply dialInNumbers(Request request) {
    return Reply.ok(Map.of("items", office.dialInNumbers(request.campaign())));
  }

  private Reply addDialInNumber(Request request) {
    String dnis = request.body(NumberForm.class).number();
    return Saving.reply(
        office.addDialInNumber(campaign(request).id(), dnis),
        "campaign",
        now -> Reply.created("/api/v1/dial-in-numbers/" + now, Map.of("number", now)));
  }

  private Reply removeDialInNumber(Request request) {
    return office.removeDialInNumber(request.campaign(), request.text("number"))
        ? Reply.nothing()
        : Reply.problem(Problem.notFound("dial-in number"));
  }

  private Reply callerIds(Request request) {
    return Reply.ok(
        Map.of(
            "items",
            office.callerIds(request.campaign()).stream().map(PhoneNumber::e164).toList()));
  }

  private Reply addCallerId(Request request) {
    Campaign campaign = campaign(request);
    PhoneNumber number =
        switch (plan.read(request.body(NumberForm.class).number(), campaign.region())) {
          case NumberPlan.Reading.Valid valid -> valid.number();
          case NumberPlan.Reading.Impossible(String reason) ->
              throw Problem.invalid("#/number", reason).asException();
        };
    office.addCallerId(campaign.id(), number);
    return Reply.created("/api/v1/caller-ids/" + number.e164(), Map.of("number", number.e164()));
  }

  private Reply removeCallerId(Request request) {
    return office.removeCallerId(request.campaign(), new PhoneNumber(request.text("number")))
        ? Reply.nothing()
        : Reply.problem(Problem.notFound("caller ID"));
  }
}
