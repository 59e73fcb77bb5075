package org.hustings.server.law.planted.api;

import org.hustings.server.law.planted.telephony.Line;

record DialsByItself(Line line) {}
