/// Recordings: voicemail messages and prompts, as a campaign keeps them.
///
/// How sound is converted and played belongs to the adapters.
@NullMarked
package org.hustings.core.recording;

import org.jspecify.annotations.NullMarked;
