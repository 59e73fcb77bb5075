/// The number plan: how telephone numbers are written and where they may be, by libphonenumber and
/// by corrections of ours to its zone data (`area-code-zones.csv`).
///
/// Must not go in: when a zone may be called (a rule of the core), or anything that dials.
@NullMarked
package org.hustings.telephony.numbering;

import org.jspecify.annotations.NullMarked;
