package org.hustings.schema.engine;

import org.hustings.core.queue.Household;
import org.hustings.core.queue.Ruling;

/// A household as it was read, and what the rules made of it.
public record Settled(Household before, Ruling after) {}
