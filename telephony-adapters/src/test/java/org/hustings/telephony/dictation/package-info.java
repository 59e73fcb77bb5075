/// Tests of what is done to the sound of a spoken message.
@NullMarked
package org.hustings.telephony.dictation;

import org.jspecify.annotations.NullMarked;
