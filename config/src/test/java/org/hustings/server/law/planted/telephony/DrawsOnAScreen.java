package org.hustings.server.law.planted.telephony;

import org.hustings.server.law.planted.api.Screen;

/// An adapter that knows the API.
public record DrawsOnAScreen(Screen screen) {}
