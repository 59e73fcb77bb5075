/// Credit over HTTP: balance, ledger and top-ups (R25); and the sessions that it is spent on.
@NullMarked
package org.hustings.api.credit;

import org.jspecify.annotations.NullMarked;
