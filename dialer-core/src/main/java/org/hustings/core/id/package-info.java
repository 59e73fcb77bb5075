/// The names of things: one small type for each, so that a voter is never mistaken for a phone.
///
/// Only ids go in here. They stand apart from their packages because nearly every package names
/// things of every other, and packages of the core must not form a cycle.
@NullMarked
package org.hustings.core.id;

import org.jspecify.annotations.NullMarked;
