/// Mutated input for everything that reads what the network or a person sends. Inputs that lead
/// somewhere are kept below `resources/fuzz`, by what reads them, and are tried first. No test of
/// what a reader makes of good input goes in here.
@NullMarked
package org.hustings.telephony.fuzz;

import org.jspecify.annotations.NullMarked;
