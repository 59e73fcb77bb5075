/// The configuration file: `reference.yaml` holds every key with its default and its reason; the
/// operator's file and the environment override it; unknown keys and impossible values are refused
/// in a sentence that says what to do.
///
/// Must not go in: what a setting *does*. That stands with the class that uses it.
@NullMarked
package org.hustings.server.settings;

import org.jspecify.annotations.NullMarked;
