/// Spoken prompts: short recordings that ship with the project and that an operator can replace,
/// each by its name.
///
/// Must not go in: when a prompt is played; the reception in the core decides that.
@NullMarked
package org.hustings.telephony.prompt;

import org.jspecify.annotations.NullMarked;
