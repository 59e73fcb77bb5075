package org.hustings.api.voterfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hustings.core.intake.Line;
import org.hustings.core.intake.Line.Column;
import org.hustings.core.intake.Line.GivenPhone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoterFileTest {
  private static final String HEADER =
      "external_id,first_name,last_name,phone1,phone1_score,phone2\n";

  @Test
  void a_voter_may_have_several_scored_numbers() {
    assertThat(lines(HEADER + "V1,Angela,Ortiz,(919) 555-0182,92,919-555-0183\n"))
        .singleElement()
        .isInstanceOfSatisfying(
            Line.Row.class,
            row -> {
              assertThat(row.number()).isEqualTo(2);
              assertThat(row.fields()).containsEntry(Column.LAST_NAME, "Ortiz");
              assertThat(row.phones())
                  .containsExactly(
                      new GivenPhone("phone1", "(919) 555-0182", "92", ""),
                      new GivenPhone("phone2", "919-555-0183", "", ""));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void the_header_tells_what_separates(String separator) {
    String text = (HEADER + "V1,Angela,Ortiz,+19195550182,92,").replace(",", separator);
    assertThat(((Line.Row) lines(text).getFirst()).phones()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16"})
  void an_accent_survives_however_the_file_was_saved(String charset) {
    byte[] bytes = (HEADER + "V1,José,Muñoz,+19195550182,92,\n").getBytes(Charset.forName(charset));
    assertThat(((Line.Row) lines(bytes).getFirst()).fields())
        .containsEntry(Column.FIRST_NAME, "José")
        .containsEntry(Column.LAST_NAME, "Muñoz");
  }

  @Test
  void the_mark_that_spreadsheets_put_in_front_is_no_part_of_the_first_column() {
    assertThat(lines("\uFEFF" + HEADER + "V1,A,B,1,,")).hasSize(1);
  }

  @Test
  void a_quoted_field_may_hold_separators_and_line_ends_and_later_lines_keep_their_numbers() {
    List<Line> lines = lines(HEADER + "V1,\"Ann,\r\nMarie\",Ortiz,1,,\r\nV2,B,C,1,,\r\n");
    assertThat(lines).extracting(Line::number).containsExactly(2L, 4L);
    assertThat(((Line.Row) lines.getFirst()).fields())
        .containsEntry(Column.FIRST_NAME, "Ann,\r\nMarie");
  }

  @Test
  void a_row_with_too_many_columns_is_reported_and_the_next_one_is_read() {
    assertThat(lines(HEADER + "V1,A,B,1,2,3,4\nV2,A,B,1,,\n"))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isInstanceOfSatisfying(
                        Line.Unreadable.class,
                        bad -> assertThat(bad.reason()).contains("7 columns")),
            second -> assertThat(second).isInstanceOf(Line.Row.class));
  }

  @Test
  void a_character_that_is_not_valid_far_into_the_file_costs_only_its_row() {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 5_000; i++) {
      text.append("V").append(i).append(",Angela,Ortiz,+19195550182,92,\n");
    }
    byte[] good = text.toString().getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[good.length + 20];
    System.arraycopy(good, 0, bytes, 0, good.length);
    byte[] bad = "VX,Jos\u0000,O,1,,\n".getBytes(StandardCharsets.ISO_8859_1);
    bad[6] = (byte) 0xE9;
    System.arraycopy(bad, 0, bytes, good.length, bad.length);
    assertThat(lines(java.util.Arrays.copyOf(bytes, good.length + bad.length)).getLast())
        .isInstanceOf(Line.Unreadable.class);
  }

  @Test
  void columns_that_mean_nothing_are_named() {
    VoterFile file =
        VoterFile.open(stream("external_id,Party,phone1,favourite colour\nV1,x,1,red\n"));
    assertThat(file.next()).isEqualTo(new Line.UnknownColumn(1, "party"));
    assertThat(file.next()).isEqualTo(new Line.UnknownColumn(1, "favourite_colour"));
    assertThat(file.next()).isInstanceOf(Line.Row.class);
    assertThat(file.hasNext()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          empty                    ! ''                                    ! The file is empty
          no external_id           ! 'name,phone1'                         ! no column external_id
          no phone                 ! 'external_id,name'                    ! no column phone1
          a column twice           ! 'external_id,phone1,Phone1'           ! phone1 stands twice
          a score without a number ! 'external_id,phone1,phone2_score'     ! but no phone2
          """)
  void a_file_with_the_wrong_columns_is_refused_with_what_to_do(
      String label, String text, String expected) {
    assertThatExceptionOfType(UnusableFile.class)
        .isThrownBy(() -> lines(text))
        .withMessageContaining(expected);
  }

  @Test
  void a_sheet_that_is_no_text_is_refused() {
    assertThatExceptionOfType(UnusableFile.class)
        .isThrownBy(() -> lines(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 1}))
        .withMessageContaining("no text file");
  }

  @Test
  void a_quotation_mark_that_never_ends_is_refused_without_reading_the_whole_file_into_memory() {
    String text = HEADER + "V1,\"Angela,Ortiz,1,,\n" + "V2,A,B,1,,\n".repeat(100_000);
    assertThatExceptionOfType(UnusableFile.class)
        .isThrownBy(() -> lines(text))
        .withMessageContaining("quotation mark");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Line> lines(String text) {
    return lines(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Line> lines(byte[] bytes) {
    List<Line> lines = new ArrayList<>();
    VoterFile.open(new ByteArrayInputStream(bytes)).forEachRemaining(lines::add);
    return lines;
  }
}
