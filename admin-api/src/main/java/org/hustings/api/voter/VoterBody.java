package org.hustings.api.voter;

import java.util.List;
import java.util.Optional;
import org.hustings.core.management.VoterDirectory.Contact;
import org.hustings.core.management.VoterDirectory.Target;
import org.hustings.core.management.VoterDirectory.VoterFile;
import org.hustings.core.voter.PhoneStatus;

/// A voter as the API shows them.
record VoterBody(
    long id,
    Optional<String> externalId,
    String firstName,
    String middleName,
    String lastName,
    String suffix,
    String address,
    String city,
    String state,
    String zip,
    Optional<Integer> age,
    String language,
    String email,
    List<ContactBody> phones,
    List<TargetBody> projects) {

  static VoterBody of(VoterFile voter) {
    return new VoterBody(
        voter.id().value(),
        voter.externalId(),
        voter.firstName(),
        voter.middleName(),
        voter.lastName(),
        voter.suffix(),
        voter.address(),
        voter.city(),
        voter.state(),
        voter.zip(),
        voter.age(),
        voter.language(),
        voter.email(),
        voter.phones().stream().map(ContactBody::of).toList(),
        voter.targetedIn().stream().map(TargetBody::of).toList());
  }

  record ContactBody(
      long phone, String number, PhoneStatus status, int score, String source, boolean wrong) {
    static ContactBody of(Contact contact) {
      return new ContactBody(
          contact.phone().value(),
          contact.number().e164(),
          contact.status(),
          contact.score(),
          contact.source(),
          contact.wrong());
    }
  }

  record TargetBody(long project, boolean done) {
    static TargetBody of(Target target) {
      return new TargetBody(target.project().value(), target.done());
    }
  }
}
