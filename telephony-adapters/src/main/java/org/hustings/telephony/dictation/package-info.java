/// What is done to the sound of a message that somebody spoke into a telephone.
///
/// Pure: sound in, sound out. How it is recorded belongs to the adapters, when it is kept to the
/// engine.
@NullMarked
package org.hustings.telephony.dictation;

import org.jspecify.annotations.NullMarked;
