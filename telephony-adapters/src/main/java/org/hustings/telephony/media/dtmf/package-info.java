/// Keypad digits: as RTP events (RFC 4733), as tones in the sound, and both ways.
///
/// ```
///  event packets ─► TelephoneEventReceiver ─► Digit       Digits ─► EventSender ─► event packets
///  samples       ─► ToneDigits             ─► Digit       Digits ─► DigitTones  ─► samples
/// ```
///
/// No sockets and no clock here; the loop passes both in.
@NullMarked
package org.hustings.telephony.media.dtmf;

import org.jspecify.annotations.NullMarked;
