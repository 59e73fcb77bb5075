/// The database: migrations (`db/migration`), the jOOQ classes generated from them
/// (`org.hustings.schema.generated`, not in version control) and the PostgreSQL stores that
/// implement the ports of the dialing engine.
///
/// Must not go in: a rule of dialing that the engine does not know. Must not go out: a jOOQ type.
@NullMarked
package org.hustings.schema;

import org.jspecify.annotations.NullMarked;
