package org.hustings.core.rehearsal;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.campaign.CampaignRegister;
import org.hustings.core.dialing.Transactions;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.queue.Standing;
import org.hustings.core.recording.Recording;
import org.hustings.core.rehearsal.Rows.TargetKey;
import org.hustings.core.rehearsal.Rows.VoterRow;
import org.hustings.core.voter.Link;
import org.hustings.core.voter.PhoneNumber;

/// All campaigns in memory, and how to fill them. What is put in here stands in no queue until its
/// households have been settled, as after an import.
public final class RehearsalStores implements Transactions, CampaignRegister {
  private final Map<CampaignId, Books> campaigns = new ConcurrentHashMap<>();
  private final AtomicLong lastCampaign = new AtomicLong();

  @Override
  public <T> T in(CampaignId campaign, Function<Stores, T> work) {
    return books(campaign).in(work);
  }

  @Override
  public List<Campaign> all() {
    return campaigns.values().stream().map(books -> books.campaign).toList();
  }

  private Books books(CampaignId campaign) {
    return Optional.ofNullable(campaigns.get(campaign))
        .orElseThrow(() -> new IllegalArgumentException("there is no campaign " + campaign));
  }

  private <T> T seed(CampaignId campaign, Function<Books, T> work) {
    Books books = books(campaign);
    return books.in(_ -> work.apply(books));
  }

  public CampaignId addCampaign(String name, String region, ZoneId zone) {
    CampaignId id = new CampaignId(lastCampaign.incrementAndGet());
    campaigns.put(id, new Books(new Campaign(id, name, region, zone)));
    return id;
  }

  public ProjectId addProject(CampaignId campaign, String name, ProjectSettings settings) {
    return seed(
        campaign,
        books -> {
          ProjectId id = new ProjectId(books.nextId());
          books.projectRows.put(
              id, new Project(id, campaign, name, Project.Status.ACTIVE, settings, 1));
          return id;
        });
  }

  /// Replaces a project's status and settings; its households are to be settled anew.
  public void changeProject(
      CampaignId campaign, ProjectId project, Project.Status status, ProjectSettings settings) {
    seed(
        campaign,
        books -> {
          books.projectRows.change(
              project,
              before ->
                  new Project(
                      project, campaign, before.name(), status, settings, before.version() + 1));
          return project;
        });
  }

  public RecordingId addRecording(CampaignId campaign, Function<RecordingId, Recording> recording) {
    return seed(
        campaign,
        books -> {
          RecordingId id = new RecordingId(books.nextId());
          books.recordings.put(id, recording.apply(id));
          return id;
        });
  }

  public VoterId addVoter(CampaignId campaign, String name, Set<ZoneId> addressZones) {
    return seed(
        campaign,
        books -> {
          VoterId id = new VoterId(books.nextId());
          books.voters.put(id, new VoterRow(id, name, Set.copyOf(addressZones)));
          return id;
        });
  }

  public PhoneId addPhone(CampaignId campaign, PhoneNumber number, Set<ZoneId> numberZones) {
    return seed(
        campaign,
        books -> {
          if (books.phoneByNumber.has(number)) {
            throw new IllegalStateException("the campaign has this number already");
          }
          return books.addPhone(number, numberZones);
        });
  }

  public void addLink(CampaignId campaign, VoterId voter, PhoneId phone, int score) {
    seed(
        campaign,
        books -> {
          Link link = new Link(voter, phone, score, "seed", false);
          books.addLink(link);
          return link;
        });
  }

  public void addTarget(CampaignId campaign, ProjectId project, VoterId voter) {
    seed(
        campaign,
        books -> {
          books.doneByTarget.put(new TargetKey(project, voter), false);
          books.targetsOf.put(voter, Books.with(books.targetsOf.getOr(voter, List.of()), project));
          return voter;
        });
  }

  /// Whether a targeted voter needs no further call.
  public boolean isDone(CampaignId campaign, ProjectId project, VoterId voter) {
    return seed(campaign, books -> books.doneByTarget.get(new TargetKey(project, voter)));
  }

  /// What the facts make of a number, as it was last saved.
  public Standing standingOf(CampaignId campaign, PhoneId phone) {
    return seed(campaign, books -> books.phones.get(phone).standing());
  }
}
