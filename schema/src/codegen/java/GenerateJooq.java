import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/// Generates the jOOQ classes: a throw-away PostgreSQL is started and migrated, and its catalogue
/// is read. The real server, because jOOQ's own reading of DDL stumbles over generated columns,
/// functions and partitions.
///
/// Run by the build from source (see `pom.xml`) with the module's directory, the version of jOOQ
/// and the directory to write to. While nothing has changed since the last run, it does nothing.
final class GenerateJooq {
  private static final String PACKAGE = "org.hustings.schema.generated";
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
  private static final Path GENERATOR = Path.of("src/codegen/java/GenerateJooq.java");

  private final Path module;
  private final String jooqVersion;
  private final Path output;

  private GenerateJooq(Path module, String jooqVersion, Path output) {
    this.module = module;
    this.jooqVersion = jooqVersion;
    this.output = output;
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      throw new IllegalArgumentException(
          "expected MODULE_DIRECTORY JOOQ_VERSION OUTPUT_DIRECTORY, got " + List.of(args));
    }
    new GenerateJooq(Path.of(args[0]), args[1], Path.of(args[2])).run();
  }

  private void run() throws Exception {
    Path stamp = output.resolveSibling("jooq.stamp");
    String fingerprint = fingerprint();
    if (Files.isDirectory(output)
        && Files.exists(stamp)
        && Files.readString(stamp).equals(fingerprint)) {
      return;
    }
    System.out.println("Generating jOOQ classes from the migrations");
    Files.deleteIfExists(stamp);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      // The migrations grant to this role; it need not be able to log in here.
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create role hustings_app");
      }
      // Silent: slf4j without a provider. Failures are exceptions.
      Flyway.configure()
          .loggers("slf4j")
          .dataSource(postgres.getPostgresDatabase())
          .locations("filesystem:" + module.resolve(MIGRATIONS))
          .placeholders(Map.of("app", "hustings_app"))
          .load()
          .migrate();
      GenerationTool.generate(configuration(postgres.getJdbcUrl("postgres", "postgres")));
    }
    Files.writeString(stamp, fingerprint);
  }

  private Configuration configuration(String jdbcUrl) {
    return new Configuration()
        .withJdbc(new Jdbc().withDriver("org.postgresql.Driver").withUrl(jdbcUrl))
        .withGenerator(
            new Generator()
                .withDatabase(
                    new Database()
                        .withName("org.jooq.meta.postgres.PostgresDatabase")
                        .withInputSchema("public")
                        .withOutputSchemaToDefault(true)
                        .withExcludes("flyway_schema_history.*")
                        .withForcedTypes(
                            new ForcedType()
                                .withName("INSTANT")
                                .withIncludeTypes("timestamp.*zone")))
                .withGenerate(
                    new Generate()
                        .withGeneratedAnnotation(false)
                        .withRecords(true)
                        .withImplicitJoinPathsToOne(false)
                        .withImplicitJoinPathsToMany(false)
                        .withImplicitJoinPathsManyToMany(false))
                .withTarget(
                    new Target().withPackageName(PACKAGE).withDirectory(output.toString())));
  }

  /// Of everything that decides what is generated: migrations by name and content, this file, jOOQ.
  private String fingerprint() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(jooqVersion.getBytes(StandardCharsets.UTF_8));
    digest.update(Files.readAllBytes(module.resolve(GENERATOR)));
    try (Stream<Path> migrations = Files.walk(module.resolve(MIGRATIONS))) {
      migrations.filter(Files::isRegularFile).sorted().forEach(file -> update(digest, file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, Path file) {
    try {
      digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read migration " + file, e);
    }
  }
}
