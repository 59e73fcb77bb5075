@NullMarked
package org.hustings.server.law.planted.telephony.sip;

import org.jspecify.annotations.NullMarked;
