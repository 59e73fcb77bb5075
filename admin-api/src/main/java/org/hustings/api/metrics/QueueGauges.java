package org.hustings.api.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.campaign.CampaignRegister;
import org.hustings.core.dialing.ManagerDesk;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Explanation;

/// Depth of each project's queue: how many entries are callable, and what blocks the others.
/// Counting reads the whole queue, so it is done on a timer and not on each scrape.
public final class QueueGauges {
  private final CampaignRegister campaigns;
  private final Transactions transactions;
  private final ManagerDesk desk;
  private final MultiGauge callable;
  private final MultiGauge blocked;

  public QueueGauges(
      MeterRegistry registry,
      CampaignRegister campaigns,
      Transactions transactions,
      ManagerDesk desk) {
    this.campaigns = campaigns;
    this.transactions = transactions;
    this.desk = desk;
    callable =
        MultiGauge.builder("hustings.queue.callable")
            .description("Entries that can be claimed now")
            .register(registry);
    blocked =
        MultiGauge.builder("hustings.queue.blocked")
            .description("Entries that cannot be claimed, by the one reason")
            .register(registry);
  }

  /// Counts anew; blocking.
  public void sample() {
    List<MultiGauge.Row<?>> callableRows = new ArrayList<>();
    List<MultiGauge.Row<?>> blockedRows = new ArrayList<>();
    for (Campaign campaign : campaigns.all()) {
      for (Project project : transactions.in(campaign.id(), stores -> stores.projects().all())) {
        if (project.status() == Project.Status.ACTIVE) {
          desk.explain(campaign.id(), project.id())
              .ifPresent(explanation -> add(explanation, campaign, callableRows, blockedRows));
        }
      }
    }
    callable.register(callableRows, true);
    blocked.register(blockedRows, true);
  }

  private static void add(
      Explanation explanation,
      Campaign campaign,
      List<MultiGauge.Row<?>> callableRows,
      List<MultiGauge.Row<?>> blockedRows) {
    Tags project =
        Tags.of("campaign", campaign.id().toString(), "project", explanation.project().toString());
    callableRows.add(MultiGauge.Row.of(project, explanation.callable()));
    explanation
        .blocked()
        .forEach((reason, count) ->
            blockedRows.add(
                MultiGauge.Row.of(
                    project.and("reason", MicrometerEngineMetrics.word(reason)), count)));
  }
}
