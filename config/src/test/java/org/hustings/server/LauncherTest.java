package org.hustings.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher with a JDK and a build that only say what was asked of them.
class LauncherTest {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir private Path directory;
  private Path root;
  private Path jdk;

  @BeforeEach
  void a_checkout_that_was_built_in_a_path_with_spaces() throws IOException {
    root = Files.createDirectories(directory.resolve("our phone bank"));
    Files.createDirectories(root.resolve(".mvn"));
    Files.copy(CHECKOUT.resolve("hustings"), root.resolve("hustings"));
    Files.copy(CHECKOUT.resolve(".mvn/find-jdk"), root.resolve(".mvn/find-jdk"));
    write("pom.xml", "<project/>");
    write("dialer-core/pom.xml", "<project/>");
    write("dialer-core/src/main/java/Rule.java", "class Rule {}");
    script("mvnw", "echo \"built by JAVA_HOME=$JAVA_HOME with $*\"");
    jdk = a_jdk("jdk of ours", "25.0.3");
    everything_is_as_old_as(LONG_AGO);
    write("config/target/hustings.jar", "");
    write("config/target/hustings.stamp", "");
  }

  @Test
  void becomes_the_program_so_that_signals_reach_it() throws Exception {
    Run run = launch(jdk, "demo", "--volunteers", "two words");

    assertThat(run.output())
        .contains("pid=" + run.pid())
        .contains("[" + root.toRealPath() + "/config/target/hustings.jar]")
        .endsWith("[demo][--volunteers][two words]\n");
  }

  @Test
  void returns_the_exit_code_of_the_program() throws Exception {
    script("jdk of ours/bin/java", "exit 7");

    assertThat(launch(jdk).exitCode()).isEqualTo(7);
  }

  @Test
  void does_not_build_when_nothing_is_stale() throws Exception {
    assertThat(launch(jdk).output()).doesNotContain("built by");
  }

  @Test
  void builds_on_the_jdk_it_found_when_a_source_is_newer_and_then_not_again() throws Exception {
    Files.setLastModifiedTime(root.resolve("config/target/hustings.stamp"), LONG_AGO);
    write("dialer-core/src/main/java/Rule.java", "class Rule { int changed; }");

    assertThat(launch(jdk).output())
        .contains("sources have changed, building")
        .contains("built by JAVA_HOME=" + jdk + " with -q -B -DskipTests package");
    assertThat(launch(jdk).output()).doesNotContain("built by");
  }

  @Test
  void a_deleted_source_counts_as_a_change() throws Exception {
    Files.setLastModifiedTime(root.resolve("config/target/hustings.stamp"), LONG_AGO);
    Files.delete(root.resolve("dialer-core/src/main/java/Rule.java"));

    assertThat(launch(jdk).output()).contains("built by");
  }

  @Test
  void after_a_failed_build_it_does_not_start_and_builds_again_next_time() throws Exception {
    Files.delete(root.resolve("config/target/hustings.stamp"));
    script("mvnw", "echo 'built by nobody: no such symbol'; exit 1");

    for (int attempt = 1; attempt <= 2; attempt++) {
      Run run = launch(jdk);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output())
          .contains("no such symbol")
          .contains("the build failed")
          .doesNotContain("pid=");
    }
  }

  @Test
  void works_through_a_link() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), root.resolve("hustings"));

    assertThat(run(link, jdk).output()).contains("pid=");
  }

  @Test
  void passes_over_an_older_jdk_and_one_without_a_compiler() throws Exception {
    Path older = a_jdk("older", "17.0.15");
    Path runtimeOnly = a_jdk("runtime only", "25.0.3");
    Files.delete(runtimeOnly.resolve("bin/javac"));

    assertThat(launch(older).output()).doesNotContain("java=" + older);
    assertThat(launch(runtimeOnly).output()).doesNotContain("java=" + runtimeOnly);
  }

  @Test
  void without_a_jdk_it_says_what_to_do() throws Exception {
    // No machine has release 999, while this one may have a 25 in one of the usual places.
    Path launcher = root.resolve("hustings");
    Files.writeString(
        launcher, Files.readString(launcher).replace("find-jdk\" 25", "find-jdk\" 999"));

    Run run = launch(jdk);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("No JDK 999 or later was found")
        .contains("JAVA_HOME (" + jdk + ")")
        .contains("What to do: install one")
        .doesNotContain("pid=");
  }

  private Run launch(Path javaHome, String... arguments) throws Exception {
    return run(root.resolve("hustings"), javaHome, arguments);
  }

  /// In a working directory that is not the checkout.
  private Run run(Path launcher, Path javaHome, String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().remove("HUSTINGS_JAVA_OPTS");
    Process process = builder.start();
    try (var output = process.inputReader()) {
      String text = output.readAllAsString();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ended by itself").isTrue();
      return new Run(process.pid(), process.exitValue(), text);
    } finally {
      process.destroyForcibly();
    }
  }

  private Path a_jdk(String name, String version) throws IOException {
    write(name + "/release", "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(name + "/bin/javac", "");
    script(
        name + "/bin/java",
        """
        echo "java=${0%/bin/java} pid=$$"
        printf '[%s]' "$@"
        echo
        """);
    return root.resolve(name);
  }

  private void script(String name, String body) throws IOException {
    write(name, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void everything_is_as_old_as(FileTime time) throws IOException {
    try (var files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, time);
      }
    }
  }

  private record Run(long pid, int exitCode, String output) {}
}
