package org.hustings.schema;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.hustings.schema.connection.DatabaseAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the database to the state that this version of the program expects. Servers that start at
/// once wait for each other; a database that a newer version has migrated is refused.
public final class SchemaMigration {
  private static final Logger log = LoggerFactory.getLogger(SchemaMigration.class);

  private SchemaMigration() {}

  public static void migrate(DatabaseAccess access) {
    MigrateResult result =
        Flyway.configure()
            .loggers("slf4j")
            .dataSource(access.url(), access.owner().user(), access.owner().password())
            .locations("classpath:db/migration")
            // Whom the migrations grant to. Quoted here, since a role may be called anything.
            .placeholders(Map.of("app", quoted(access.application().user())))
            .load()
            .migrate();
    log.atInfo().addKeyValue("migrations", result.migrationsExecuted).log("database is up to date");
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
