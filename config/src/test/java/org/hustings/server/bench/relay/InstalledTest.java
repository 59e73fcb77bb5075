package org.hustings.server.bench.relay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstalledTest {
  @TempDir private Path directory;

  @Test
  void a_program_that_is_missing_is_told_with_the_package_that_brings_it() {
    Path log = directory.resolve("log");
    assertThatThrownBy(() -> Installed.start(List.of("no-such-program", "-v"), "the-package", log))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-program")
        .hasMessageContaining("apt-get install the-package");
  }
}
