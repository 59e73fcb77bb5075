package org.hustings.api.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Problem.FieldError;
import org.hustings.core.disposition.Addition;
import org.hustings.core.disposition.Addition.OtherNumber;
import org.hustings.core.disposition.Addition.Told;
import org.hustings.core.id.VoterId;
import org.jspecify.annotations.Nullable;

/// What a voter told of themselves, as it is sent with a disposition. What is left out or blank was
/// not told, and stays as it is.
///
/// @param phone another number, as people write it
public record ProfileForm(
    long voter,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String sayAs,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String language) {

  /// Reads numbers as people of the campaign write them. Blocking.
  @FunctionalInterface
  public interface Numbers {
    /// @throws Problem.Refused if it is none
    OtherNumber read(String text, FieldError field);
  }

  /// @throws Problem.Refused if a number is none, or a voter is named twice
  static List<Addition> read(@Nullable List<ProfileForm> forms, Numbers numbers) {
    List<Addition> additions = new ArrayList<>();
    Set<Long> named = new HashSet<>();
    for (int i = 0; forms != null && i < forms.size(); i++) {
      ProfileForm form = forms.get(i);
      String pointer = "#/profile/" + i;
      if (!named.add(form.voter())) {
        throw Problem.invalid(pointer + "/voter", "is named twice; send one entry a voter")
            .asException();
      }
      Optional<OtherNumber> number =
          given(form.phone())
              .map(text -> numbers.read(text, FieldError.at(pointer + "/phone", "")));
      if (!form.told().equals(Told.NOTHING) || number.isPresent()) {
        additions.add(new Addition(new VoterId(form.voter()), form.told(), number));
      }
    }
    return additions;
  }

  private Told told() {
    return new Told(given(firstName), given(lastName), given(sayAs), given(email), given(language));
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(stripped -> !stripped.isEmpty());
  }
}
