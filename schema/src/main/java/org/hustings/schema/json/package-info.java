/// How values that have no columns of their own stand in `jsonb`: a project's settings and the
/// evidence of an attempt.
///
/// This is the form in the database, and nobody else's: the HTTP API has its own. What was written
/// by an older version must stay readable: a key that is missing means the default of its time.
@NullMarked
package org.hustings.schema.json;

import org.jspecify.annotations.NullMarked;
