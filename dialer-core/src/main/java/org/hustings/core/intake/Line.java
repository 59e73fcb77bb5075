package org.hustings.core.intake;

import java.util.List;
import java.util.Map;

/// What a voter file holds, record by record, as its reader found it.
public sealed interface Line {

  /// Line of the file on which the record begins, from 1.
  long number();

  /// A record.
  ///
  /// @param fields text by column, stripped; a column that is empty is left out
  /// @param phones numbers in the order of their columns
  record Row(long number, Map<Column, String> fields, List<GivenPhone> phones) implements Line {
    public Row {
      fields = Map.copyOf(fields);
      phones = List.copyOf(phones);
    }

    String field(Column column) {
      return fields.getOrDefault(column, "");
    }
  }

  /// Something that is no record.
  record Unreadable(long number, String reason) implements Line {}

  /// A column that means nothing to us: what stands in it is left out of every row.
  ///
  /// @param number line of the header
  /// @param name as the header has it, in small letters
  record UnknownColumn(long number, String name) implements Line {}

  /// A number as the file has it.
  ///
  /// @param column the column it stands in, for example `phone2`
  /// @param score as text; empty if the file gives none
  record GivenPhone(String column, String text, String score, String source) {}

  /// The columns of which we make something, besides the numbers'.
  enum Column {
    EXTERNAL_ID,
    FIRST_NAME,
    MIDDLE_NAME,
    LAST_NAME,
    SUFFIX,
    ADDRESS,
    CITY,
    STATE,
    ZIP,
    AGE,
    BIRTH_YEAR,
    LANGUAGE,
    EMAIL
  }
}
