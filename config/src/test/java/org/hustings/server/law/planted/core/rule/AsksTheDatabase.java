package org.hustings.server.law.planted.core.rule;

import java.sql.Connection;

record AsksTheDatabase(Connection connection) {}
