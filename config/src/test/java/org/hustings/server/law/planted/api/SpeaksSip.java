package org.hustings.server.law.planted.api;

import javax.sip.message.Request;

record SpeaksSip(Request request) {}
