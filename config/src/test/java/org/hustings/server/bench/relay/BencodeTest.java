package org.hustings.server.bench.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BencodeTest {
  @Test
  void a_dictionary_of_texts_is_written_with_their_lengths_in_bytes() {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("command", "offer");
    request.put("call-id", "ä");

    assertThat(Bencode.write(request)).isEqualTo("d7:command5:offer7:call-id2:äe");
  }

  @Test
  void texts_are_found_beside_numbers_lists_and_dictionaries() throws IOException {
    String answer = "d7:createdi-12e4:tagsd3:onel1:a1:bd1:xi1eee1:yi0ee3:sdp4:v=0\n6:result2:oke";

    assertThat(Bencode.texts(answer)).isEqualTo(Map.of("sdp", "v=0\n", "result", "ok"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "i1e", "d", "d3:one", "d3:one9:short", "d3:onel", "d3x", "d3:onei7"})
  void what_is_cut_off_or_no_dictionary_is_refused(String answer) {
    assertThatThrownBy(() -> Bencode.texts(answer)).isInstanceOf(IOException.class);
  }
}
