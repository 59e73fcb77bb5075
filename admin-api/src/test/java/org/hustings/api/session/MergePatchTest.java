package org.hustings.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.hustings.api.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// RFC 7386, the other way round: the patch that makes what one record says of what another says.
class MergePatchTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  record Call(long id, Optional<String> end) {}

  record Person(String name) {}

  record Shown(
      int sequence,
      Optional<String> notice,
      Optional<Call> call,
      List<Person> people,
      Map<String, Long> blocked) {}

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing changed         | {"sequence":1,"notice":"n"}       | {"sequence":1,"notice":"n"}            | {}
          a value changed         | {"sequence":1,"notice":"n"}       | {"sequence":2,"notice":"n"}            | {"sequence":2}
          a member came           | {}                                | {"notice":"n"}                         | {"notice":"n"}
          a member went           | {"notice":"n"}                    | {}                                     | {"notice":null}
          an object came          | {}                                | {"call":{"id":1}}                      | {"call":{"id":1}}
          an object went          | {"call":{"id":1}}                 | {}                                     | {"call":null}
          only what is inside     | {"call":{"id":1,"end":"x"}}       | {"call":{"id":2,"end":"x"}}            | {"call":{"id":2}}
          gone inside             | {"call":{"id":1,"end":"x"}}       | {"call":{"id":1}}                      | {"call":{"end":null}}
          lists are sent whole    | {"people":[{"name":"a"}]}         | {"people":[{"name":"a"},{"name":"b"}]} | {"people":[{"name":"a"},{"name":"b"}]}
          a list became empty     | {"people":[{"name":"a"}]}         | {}                                     | {"people":[]}
          what maps gain and lose | {"blocked":{"A":1,"B":2}}         | {"blocked":{"B":3,"C":4}}              | {"blocked":{"B":3,"C":4,"A":null}}
          """)
  void says_only_what_changed(String label, String before, String after, String patch) {
    JsonNode said = json(MergePatch.between(shown(before), shown(after)));

    assertThat(said).isEqualTo(JSON.readTree(patch));
  }

  /// R24: whoever has the first and hears the changes has the last.
  @Test
  void what_was_before_and_the_patch_make_what_is_now_whatever_both_are() {
    Random random = new Random(7386);
    for (int i = 0; i < 2_000; i++) {
      Shown before = any(random);
      Shown now = any(random);
      ObjectNode patched = (ObjectNode) json(before);

      apply(patched, json(MergePatch.between(before, now)));

      assertThat(patched).as("from %s", before).isEqualTo(json(now));
    }
  }

  private static Shown any(Random random) {
    List<Person> people = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      people.add(new Person("p" + random.nextInt(3)));
    }
    Map<String, Long> blocked = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      blocked.put("B" + random.nextInt(4), random.nextLong(2));
    }
    return new Shown(
        random.nextInt(3),
        maybe(random, "n" + random.nextInt(2)),
        maybe(random, new Call(random.nextInt(2), maybe(random, "e" + random.nextInt(2)))),
        people,
        blocked);
  }

  private static <T> Optional<T> maybe(Random random, T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private static void apply(ObjectNode target, JsonNode patch) {
    for (Map.Entry<String, JsonNode> member : patch.properties()) {
      if (member.getValue().isNull()) {
        target.remove(member.getKey());
      } else if (member.getValue() instanceof ObjectNode inner) {
        if (!(target.get(member.getKey()) instanceof ObjectNode)) {
          target.putObject(member.getKey());
        }
        apply((ObjectNode) target.get(member.getKey()), inner);
      } else {
        target.set(member.getKey(), member.getValue());
      }
    }
  }

  /// As it goes over the wire.
  private static JsonNode json(Object value) {
    return JSON.readTree(Json.text(value));
  }

  private static Shown shown(String text) {
    JsonNode json = JSON.readTree(text);
    List<Person> people = new ArrayList<>();
    json.path("people").forEach(one -> people.add(new Person(one.path("name").asString())));
    Map<String, Long> blocked = new TreeMap<>();
    json.path("blocked")
        .properties()
        .forEach(one -> blocked.put(one.getKey(), one.getValue().asLong()));
    JsonNode call = json.path("call");
    return new Shown(
        json.path("sequence").asInt(0),
        Optional.ofNullable(json.path("notice").asString(null)),
        call.isMissingNode()
            ? Optional.empty()
            : Optional.of(
                new Call(
                    call.path("id").asLong(),
                    Optional.ofNullable(call.path("end").asString(null)))),
        people,
        blocked);
  }
}
