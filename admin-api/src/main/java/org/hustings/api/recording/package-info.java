/// Recordings over HTTP: a WAV file in, a WAV file out. How sound is converted belongs to the media
/// engine.
@NullMarked
package org.hustings.api.recording;

import org.jspecify.annotations.NullMarked;
