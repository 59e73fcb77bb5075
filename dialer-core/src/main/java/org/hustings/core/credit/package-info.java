/// Money: the campaign's credit in an append-only ledger, exact in micro-dollars (R25).
@NullMarked
package org.hustings.core.credit;

import org.jspecify.annotations.NullMarked;
