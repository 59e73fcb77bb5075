package org.hustings.api.voterfile;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.hustings.core.intake.Line;

/// A voter file as a stream of lines: CSV with a header (docs/voters-csv.md). Comma, semicolon, tab
/// or bar separate; the header tells which. The columns of which nothing is made come first.
///
/// Reads as it is asked, so a file of any size takes little memory. Not for several threads.
public final class VoterFile implements Iterator<Line>, AutoCloseable {
  private static final int LONGEST_HEADER = 16_384;
  private static final int LONGEST_FIELD = 16_384;
  private static final char UNREADABLE = '\uFFFD';

  private final CloseableIterator<CsvRecord> records;
  private final Header header;
  private final int columns;
  private final Iterator<Line> unknownColumns;

  private VoterFile(CloseableIterator<CsvRecord> records, CsvRecord first) {
    this.records = records;
    this.header = Header.of(first.getFields());
    this.columns = first.getFieldCount();
    this.unknownColumns =
        header.unknown().stream()
            .<Line>map(name -> new Line.UnknownColumn(first.getStartingLineNumber(), name))
            .iterator();
  }

  /// Begins to read a file.
  ///
  /// @throws UnusableFile if it is empty, no text, or its columns are not those of a voter file
  /// @throws UncheckedIOException if it cannot be read
  public static VoterFile open(InputStream in) {
    try {
      BufferedReader reader = new BufferedReader(CharacterSet.reader(in), CharacterSet.LOOKED_AT);
      char separator = separator(reader);
      CloseableIterator<CsvRecord> records =
          CsvReader.builder()
              .fieldSeparator(separator)
              .maxBufferSize(LONGEST_FIELD * 4)
              .skipEmptyLines(true)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord((Reader) reader)
              .iterator();
      if (!next(records)) {
        throw new UnusableFile("The file is empty. Its first line must name its columns.");
      }
      return new VoterFile(records, records.next());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static char separator(BufferedReader reader) throws IOException {
    reader.mark(LONGEST_HEADER);
    char[] start = new char[LONGEST_HEADER];
    int length = Math.max(0, reader.read(start, 0, LONGEST_HEADER));
    reader.reset();
    String text = new String(start, 0, length);
    if (text.indexOf('\0') >= 0) {
      throw new UnusableFile(
          "This is no text file. Save the sheet as CSV (UTF-8) and import that.");
    }
    String first = text.lines().findFirst().orElse("");
    return Stream.of(',', ';', '\t', '|')
        .max(Comparator.comparingInt(candidate -> Header.known(Header.split(first, candidate))))
        .orElseThrow();
  }

  @Override
  public boolean hasNext() {
    return unknownColumns.hasNext() || next(records);
  }

  private static boolean next(Iterator<CsvRecord> records) {
    try {
      return records.hasNext();
    } catch (CsvParseException e) {
      throw new UnusableFile(
          "The file cannot be read as CSV: a quoted field does not end, or is far too long. Look for a single quotation mark. ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  @Override
  public Line next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (unknownColumns.hasNext()) {
      return unknownColumns.next();
    }
    CsvRecord line = records.next();
    long number = line.getStartingLineNumber();
    List<String> fields = line.getFields();
    if (fields.size() > columns) {
      return new Line.Unreadable(
          number,
          "the row has "
              + fields.size()
              + " columns, the header "
              + columns
              + "; put a field that holds the separator in quotation marks");
    }
    if (fields.stream().anyMatch(field -> field.indexOf(UNREADABLE) >= 0)) {
      return new Line.Unreadable(
          number, "the row has characters that are not valid; save the file as CSV (UTF-8)");
    }
    if (fields.stream().anyMatch(field -> field.indexOf('\0') >= 0)) {
      return new Line.Unreadable(number, "the row holds a NUL character");
    }
    return header.row(number, fields);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
