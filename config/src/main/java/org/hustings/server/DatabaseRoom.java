package org.hustings.server;

import org.hustings.schema.PostgresDatabase;
import org.hustings.schema.SchemaMigration;
import org.hustings.schema.connection.DatabaseAccess;
import org.hustings.schema.embedded.EmbeddedServer;
import org.hustings.server.settings.Settings;

/// Opens the database: starts the embedded one or takes the operator's, brings its tables up to
/// date, and connects.
final class DatabaseRoom {
  private DatabaseRoom() {}

  static PostgresDatabase open(Settings.Database settings, Closing closing) throws StartFailed {
    try {
      DatabaseAccess access =
          settings.isEmbedded() ? embedded(settings, closing) : external(settings);
      SchemaMigration.migrate(access);
      return closing.add("database connections", PostgresDatabase.open(access, settings.pool()));
    } catch (RuntimeException e) {
      throw new StartFailed("The database cannot be used: " + e.getMessage(), e);
    }
  }

  private static DatabaseAccess embedded(Settings.Database settings, Closing closing) {
    return closing
        .add("embedded database", EmbeddedServer.start(settings.data().toAbsolutePath()))
        .access();
  }

  private static DatabaseAccess external(Settings.Database settings) {
    return new DatabaseAccess(
        settings.url(),
        new DatabaseAccess.Login(settings.owner(), settings.ownerPassword().value()),
        new DatabaseAccess.Login(settings.application(), settings.applicationPassword().value()));
  }
}
