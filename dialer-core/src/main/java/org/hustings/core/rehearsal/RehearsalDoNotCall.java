package org.hustings.core.rehearsal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.UserId;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.core.voter.PhoneNumber;

/// A campaign's do-not-call list in memory.
final class RehearsalDoNotCall implements DoNotCallList {
  private final Books books;

  RehearsalDoNotCall(Books books) {
    this.books = books;
  }

  @Override
  public Optional<PhoneId> add(PhoneNumber number, Optional<UserId> by, Source source, Instant at) {
    add(number, source);
    return books.phoneByNumber.find(number);
  }

  @Override
  public void add(PhoneId phone, Optional<UserId> by, Source source, Instant at) {
    add(books.phones.get(phone).number(), source);
  }

  void add(PhoneNumber number, Source source) {
    List<Source> sources = books.doNotCallSources.getOr(number, List.of());
    if (!sources.contains(source)) {
      books.doNotCallSources.put(number, Books.with(sources, source));
    }
  }

  void takeOff(PhoneNumber number, Source source) {
    List<Source> sources = books.doNotCallSources.getOr(number, List.of());
    if (sources.contains(source)) {
      List<Source> rest = sources.stream().filter(other -> other != source).toList();
      if (rest.isEmpty()) {
        books.doNotCallSources.remove(number);
      } else {
        books.doNotCallSources.put(number, rest);
      }
    }
  }

  @Override
  public boolean holds(PhoneNumber number) {
    return books.doNotCallSources.has(number);
  }
}
