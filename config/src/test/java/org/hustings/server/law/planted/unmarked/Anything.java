package org.hustings.server.law.planted.unmarked;

record Anything() {}
