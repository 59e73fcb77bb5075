@NullMarked
package org.hustings.server.law.planted.telephony.twilio;

import org.jspecify.annotations.NullMarked;
