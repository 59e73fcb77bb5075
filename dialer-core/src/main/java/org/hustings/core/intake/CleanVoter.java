package org.hustings.core.intake;

import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.hustings.core.voter.PhoneNumber;

/// A voter as the store takes them.
///
/// @param line where they stand in the file
/// @param externalId who they are: a second row with the same id is the same person
/// @param addressZones what the address decides (R7); empty if nothing
public record CleanVoter(
    long line,
    String externalId,
    Name name,
    Address address,
    OptionalInt age,
    String language,
    String email,
    Set<ZoneId> addressZones,
    List<CleanPhone> phones) {
  public CleanVoter {
    addressZones = Set.copyOf(addressZones);
    phones = List.copyOf(phones);
  }

  public record Name(String first, String middle, String last, String suffix) {}

  public record Address(String street, String city, String state, String zip) {}

  /// A number of the voter.
  ///
  /// @param numberZones what the number itself says (R7); empty if nothing
  public record CleanPhone(PhoneNumber number, Set<ZoneId> numberZones, int score, String source) {
    public CleanPhone {
      numberZones = Set.copyOf(numberZones);
    }
  }
}
