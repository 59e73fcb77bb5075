package org.hustings.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.hustings.api.ApiClient;
import org.hustings.api.ApiClient.Answer;
import org.hustings.api.RunningApi;
import org.hustings.api.http.HttpSettings;
import org.hustings.core.intake.ImportVoters;
import org.hustings.core.voter.AddressZones;
import org.hustings.core.voter.NumberPlan;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Voter files arrive over HTTP.
class ImportsTest {
  private static final String HEADER = "external_id,last_name,phone1\n";

  private final MemoryIntake intake = new MemoryIntake();
  private final OneCampaign office = new OneCampaign();
  private final RunningApi api =
      new RunningApi(
          HttpSettings.onLoopback(0),
          new Imports(
                  new ImportVoters(intake, new TenDigits(), AddressZones.load(), new FixedClock()),
                  intake,
                  office,
                  office)
              .operations());
  private final ApiClient manager = api.as(api.manager);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void a_file_is_taken_and_what_was_left_out_is_listed_by_line() {
    Answer answer = send(HEADER + "a,Ames,9195550100\nb,Bell,12\n,Cole,9195550101\n");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("state").asString()).isEqualTo("DONE");
    assertThat(answer.json().path("newVoters").asInt()).isEqualTo(1);
    Answer rejections = manager.get(answer.header("Location") + "/rejections?limit=2");
    assertThat(rejections.json().at("/items/0/line").asInt()).isEqualTo(3);
    assertThat(rejections.json().at("/items/0/reason").asString()).isNotBlank();
    assertThat(manager.get(answer.header("Location")).json()).isEqualTo(answer.json());
  }

  @Test
  void columns_that_mean_nothing_are_listed_and_the_rows_are_taken() {
    Answer answer = send("external_id,Shoe size,phone1\na,44,9195550100\n");

    assertThat(answer.json().path("newVoters").asInt()).isEqualTo(1);
    assertThat(answer.json().path("rejectedRows").asInt()).isZero();
    JsonNode left = manager.get(answer.header("Location") + "/rejections").json().at("/items/0");
    assertThat(left.path("line").asInt()).isEqualTo(1);
    assertThat(left.path("column").asString()).isEqualTo("shoe_size");
    assertThat(left.path("wholeRow").asBoolean()).isFalse();
    assertThat(left.path("reason").asString()).contains("left out");
  }

  @Test
  void a_file_much_larger_than_what_is_kept_in_memory_streams_through() {
    int rows = 60_000;
    Answer answer =
        manager
            .with("Content-Type", "text/csv")
            .send(
                "POST",
                "/api/v1/imports?name=large.csv",
                BodyPublishers.ofInputStream(() -> new Rows(rows)));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    assertThat(answer.json().path("newVoters").asInt()).isEqualTo(rows);
  }

  @Test
  void a_file_without_the_needed_columns_is_refused_by_name() {
    Answer answer = send("name,street\nAmes,Main\n");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("unusable-file");
    assertThat(answer.json().path("detail").asString()).contains("external_id");
    assertThat(intake.voters).isEmpty();
  }

  @Test
  void an_empty_file_and_a_picture_are_refused() {
    assertThat(send("").code()).isEqualTo("unusable-file");
    assertThat(send("\u0000\u0001PNG\u0000\u0002").code()).isEqualTo("unusable-file");
  }

  @Test
  void another_content_type_and_an_unknown_project_are_refused_before_anything_is_read() {
    Answer json = manager.post("/api/v1/imports", "{}");
    Answer unknown =
        manager
            .with("Content-Type", "text/csv")
            .send("POST", "/api/v1/imports?project=7", BodyPublishers.ofString(HEADER));

    assertThat(json.status()).isEqualTo(415);
    assertThat(unknown.status()).isEqualTo(404);
  }

  private Answer send(String csv) {
    return manager
        .with("Content-Type", "text/csv")
        .send("POST", "/api/v1/imports?name=voters.csv", BodyPublishers.ofString(csv));
  }

  private static final class FixedClock implements java.time.InstantSource {
    @Override
    public java.time.Instant instant() {
      return java.time.Instant.parse("2026-10-05T14:00:00Z");
    }
  }

  /// Ten digits are a number; anything else is none.
  private static final class TenDigits implements NumberPlan {
    @Override
    public Reading read(String text, String region) {
      return text.matches("[0-9]{10}")
          ? new Reading.Valid(new PhoneNumber("+1" + text), Optional.empty())
          : new Reading.Impossible("expected ten digits");
    }

    @Override
    public boolean isWithin(PhoneNumber number, String region) {
      return true;
    }

    @Override
    public Set<ZoneId> zonesOf(PhoneNumber number) {
      return Set.of(ZoneId.of("America/New_York"));
    }
  }

  /// Rows made as they are read.
  private static final class Rows extends InputStream {
    private final int rows;
    private int row;
    private byte[] line = HEADER.getBytes(StandardCharsets.UTF_8);
    private int position;

    private Rows(int rows) {
      this.rows = rows;
    }

    @Override
    public int read() {
      return next() ? line[position++] : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (!next()) {
        return -1;
      }
      int count = Math.min(length, line.length - position);
      System.arraycopy(line, position, target, offset, count);
      position += count;
      return count;
    }

    /// Makes the next line if this one is used up; false at the end.
    private boolean next() {
      if (position < line.length) {
        return true;
      }
      if (row == rows) {
        return false;
      }
      row++;
      line =
          "v%d,Last%d,%010d\n"
              .formatted(row, row, 2_125_550_000L + row)
              .getBytes(StandardCharsets.UTF_8);
      position = 0;
      return true;
    }
  }
}
