package org.hustings.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hustings.core.rule.Reason;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Screens have words for every code that the contract names, so the contract has to name every
/// code that the server can say. Those are read from the compiled code.
class CodesTest {
  private static final Pattern CODE = Pattern.compile("[a-z]+(-[a-z]+)*");

  /// How far before a call its first argument may stand, in instructions.
  private static final int NEAR = 12;

  /// Whatever says why: the simple name of the class, and the method that takes a code.
  private static final Map<String, String> SAYING =
      Map.ofEntries(
          Map.entry("Problem", "of"),
          Map.entry("Problem/new", "<init>"),
          Map.entry("Joining", "gone"),
          Map.entry("Notice", "<init>"),
          Map.entry("Refusal", "of"),
          Map.entry("Refusal/new", "<init>"),
          Map.entry("Refusals", "refuse"),
          Map.entry("DispositionCheck", "refused"),
          Map.entry("DispositionCheck$Refused", "<init>"),
          Map.entry("Dispose$Outcome$Refused", "<init>"),
          Map.entry("Call$Event$WriteRefused", "<init>"));

  @Test
  void the_contract_names_every_code_that_the_server_can_say_and_no_other() throws Exception {
    Set<String> said = new TreeSet<>();
    for (Class<?> module : List.of(Api.class, Reason.class)) {
      said.addAll(saidIn(Path.of(home(module))));
    }
    Arrays.stream(Reason.values()).map(Reason::code).forEach(said::add);

    assertThat(said).hasSizeGreaterThan(80);
    assertThat(namedInTheContract()).isEqualTo(said);
  }

  private static Set<String> namedInTheContract() throws IOException {
    try (InputStream in = Api.class.getResourceAsStream("/org/hustings/api/openapi.yaml")) {
      JsonNode codes = new YAMLMapper().readTree(in).at("/components/schemas/Code/enum");
      Set<String> named = new TreeSet<>();
      codes.forEach(code -> named.add(code.asString()));
      return named;
    }
  }

  /// A directory of classes, or a jar.
  private static URI home(Class<?> module) throws URISyntaxException {
    return module.getProtectionDomain().getCodeSource().getLocation().toURI();
  }

  private static Set<String> saidIn(Path home) throws IOException {
    if (Files.isDirectory(home)) {
      return saidUnder(home);
    }
    try (FileSystem jar = FileSystems.newFileSystem(home)) {
      return saidUnder(jar.getPath("/"));
    }
  }

  private static Set<String> saidUnder(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      Set<String> said = new TreeSet<>();
      files.filter(file -> file.toString().endsWith(".class")).forEach(file -> addFrom(file, said));
      return said;
    }
  }

  private static void addFrom(Path file, Set<String> said) {
    try {
      ClassFile.of()
          .parse(Files.readAllBytes(file))
          .methods()
          .forEach(method -> addFrom(method, said));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Of the constants shortly before a call that says why, the last one that looks like a code.
  private static void addFrom(MethodModel method, Set<String> said) {
    List<CodeElement> code =
        method.code().map(model -> model.elementList()).orElse(List.of()).stream()
            .filter(element -> element instanceof java.lang.classfile.Instruction)
            .toList();
    for (int at = 0; at < code.size(); at++) {
      if (code.get(at) instanceof InvokeInstruction call && saysWhy(call)) {
        code.subList(Math.max(0, at - NEAR), at).reversed().stream()
            .takeWhile(
                element -> !(element instanceof InvokeInstruction earlier && saysWhy(earlier)))
            .filter(ConstantInstruction.class::isInstance)
            .map(element -> ((ConstantInstruction) element).constantValue())
            .filter(value -> value instanceof String text && CODE.matcher(text).matches())
            .findFirst()
            .ifPresent(value -> said.add((String) value));
      }
    }
  }

  private static boolean saysWhy(InvokeInstruction call) {
    String owner = call.owner().name().stringValue();
    String simple = owner.substring(owner.lastIndexOf('/') + 1);
    String name = call.name().stringValue();
    return owner.startsWith("org/hustings/")
        && (name.equals(SAYING.get(simple)) || name.equals(SAYING.get(simple + "/new")));
  }
}
