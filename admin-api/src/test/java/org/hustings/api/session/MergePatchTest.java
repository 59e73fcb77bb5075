package org.hustings.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.hustings.api.http.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// RFC 7386, the other way round: the patch that makes one object of another.
class MergePatchTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing changed         | {"a":1}                 | {"a":1}             | {}
          a value changed         | {"a":1,"b":2}           | {"a":3,"b":2}       | {"a":3}
          a member came           | {"a":1}                 | {"a":1,"b":2}       | {"b":2}
          a member went           | {"a":1,"b":2}           | {"a":1}             | {"b":null}
          only what is inside     | {"a":{"x":1,"y":2}}     | {"a":{"x":1,"y":3}} | {"a":{"y":3}}
          gone inside             | {"a":{"x":1,"y":2}}     | {"a":{"x":1}}       | {"a":{"y":null}}
          lists are sent whole    | {"a":[1,2]}             | {"a":[1,3]}         | {"a":[1,3]}
          an object becomes plain | {"a":{"x":1}}           | {"a":1}             | {"a":1}
          """)
  void says_only_what_changed(String label, String before, String after, String patch) {
    assertThat(MergePatch.between(object(before), object(after))).isEqualTo(Json.parse(patch));
  }

  private static ObjectNode object(String text) {
    return (ObjectNode) Json.parse(text);
  }
}
