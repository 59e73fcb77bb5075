package org.hustings.schema.engine;

import java.util.Arrays;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.ProjectId;
import org.hustings.schema.engine.ClaimMarks.Part;

/// What one server tells the others: in this part of the index there is something to take at this
/// place. Ids only.
record ReadyMessage(Part part, IndexKey key) {
  private static final int FIELDS = 6;

  String text() {
    return part.campaign()
        + " "
        + part.project()
        + " "
        + part.zoneSet()
        + " "
        + key.lane()
        + " "
        + key.rank()
        + " "
        + key.entry();
  }

  static ReadyMessage of(String text) {
    long[] fields = Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
    if (fields.length != FIELDS) {
      throw new IllegalStateException(
          "expected a message of " + FIELDS + " numbers, got " + fields.length);
    }
    IndexKey key = new IndexKey(Math.toIntExact(fields[3]), fields[4], fields[5]);
    return new ReadyMessage(
        Part.of(new CampaignId(fields[0]), new ProjectId(fields[1]), fields[2], key), key);
  }
}
