/// Several telephony adapters as one: each leg has its home, where its sound is, and two legs can
/// be bridged only within one. No word of any adapter goes in here.
@NullMarked
package org.hustings.telephony.home;

import org.jspecify.annotations.NullMarked;
