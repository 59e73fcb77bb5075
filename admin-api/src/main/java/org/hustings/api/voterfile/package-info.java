/// Reads voter files: character set, separator, header, records. What a record means is the core's
/// to say (`intake`).
///
/// Must not go in: rules about voters or numbers, HTTP.
@NullMarked
package org.hustings.api.voterfile;

import org.jspecify.annotations.NullMarked;
