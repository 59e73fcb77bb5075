/// What the tests of this module stand on: one embedded server a run, and databases made from a
/// migrated template.
@NullMarked
package org.hustings.schema;

import org.jspecify.annotations.NullMarked;
