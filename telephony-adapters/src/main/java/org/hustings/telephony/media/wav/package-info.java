/// WAV files in and out.
///
/// Whatever a campaign uploads becomes a [org.hustings.telephony.media.Clip] at 8 kHz mono or a
/// refusal that says what to do. This runs on the caller's thread, never on a media loop.
@NullMarked
package org.hustings.telephony.media.wav;

import org.jspecify.annotations.NullMarked;
