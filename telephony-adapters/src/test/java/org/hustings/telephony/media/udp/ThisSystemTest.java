package org.hustings.telephony.media.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which way to the system is taken where.
class ThisSystemTest {
  /// Says in a JVM of its own which way it takes.
  static final class Asked {
    private Asked() {}

    static void main() {
      System.out.println("way: " + Udp.ofThisSystem().getClass().getSimpleName());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, true",
    "Linux, aarch64, true",
    "Linux, riscv64, false",
    "Mac OS X, aarch64, false",
    "Windows 11, amd64, false"
  })
  void calls_of_the_system_are_for_those_whose_numbers_we_know(
      String system, String processor, boolean made) {
    assertThat(LinuxUdp.isMadeFor(system, processor)).isEqualTo(made);
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void linux_is_called_itself() throws Exception {
    assertThat(asked("--enable-native-access=ALL-UNNAMED")).contains("way: LinuxUdp");
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void where_native_access_is_refused_it_goes_without_and_says_so() throws Exception {
    assertThat(asked("--illegal-native-access=deny"))
        .contains("way: NioUdp")
        .contains("event=media-sockets by=nio reason=refused");
  }

  private static String asked(String option) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(option);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Asked.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
