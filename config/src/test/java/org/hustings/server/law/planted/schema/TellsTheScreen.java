package org.hustings.server.law.planted.schema;

import org.hustings.server.law.planted.api.Screen;

record TellsTheScreen(Screen screen) {}
