/// When a number is rung so that it may be presented, and when not.
@NullMarked
package org.hustings.core.callerid;

import org.jspecify.annotations.NullMarked;
