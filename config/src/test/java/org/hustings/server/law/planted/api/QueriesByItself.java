package org.hustings.server.law.planted.api;

import org.jooq.DSLContext;

record QueriesByItself(DSLContext database) {}
