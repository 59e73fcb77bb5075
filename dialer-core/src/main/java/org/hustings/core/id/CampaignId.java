package org.hustings.core.id;

/// Names a campaign, the tenant: nothing crosses from one campaign to another.
public record CampaignId(long value) implements Comparable<CampaignId> {
  public CampaignId {
    if (value <= 0) {
      throw new IllegalArgumentException("CampaignId must be positive, got " + value);
    }
  }

  @Override
  public int compareTo(CampaignId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
