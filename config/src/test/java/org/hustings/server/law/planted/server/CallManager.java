package org.hustings.server.law.planted.server;

record CallManager() {}
