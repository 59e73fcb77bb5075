/// Sounds to send and ways to find them again: chirps, tones, a beep, and the likeness of two
/// recordings. Tests prove with it that audio is right; phonenet's subscribers hear with it.
///
/// Samples are 16-bit at 8,000 a second. Nothing here runs on a media loop by itself.
@NullMarked
package org.hustings.telephony.media.listen;

import org.jspecify.annotations.NullMarked;
