/// What volunteers report and managers have to hear of.
///
/// How it is reported belongs to the volunteer's session.
@NullMarked
package org.hustings.api.incident;

import org.jspecify.annotations.NullMarked;
