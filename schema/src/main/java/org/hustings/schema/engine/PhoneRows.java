package org.hustings.schema.engine;

import java.util.Optional;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.UserId;
import org.hustings.core.queue.Standing;
import org.hustings.core.queue.Standing.Promise;
import org.hustings.core.voter.PhoneStatus;
import org.hustings.schema.generated.tables.records.PhoneRecord;
import org.hustings.schema.json.LastCalledJson;

/// Between rows of `phone` and what the facts make of a number.
final class PhoneRows {
  private PhoneRows() {}

  static Standing standing(PhoneRecord phone) {
    return new Standing(
        PhoneStatus.valueOf(phone.getStatus()),
        phone.getAttempts(),
        Optional.ofNullable(phone.getNotBefore()),
        Optional.ofNullable(phone.getRejoinedAt()),
        phone.getCallbackAt() == null
            ? Optional.empty()
            : Optional.of(
                new Promise(
                    new ProjectId(phone.getCallbackProject()),
                    new UserId(phone.getCallbackBy()),
                    phone.getCallbackAt())),
        LastCalledJson.read(phone.getLastCalled()));
  }
}
