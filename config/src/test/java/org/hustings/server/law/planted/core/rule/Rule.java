package org.hustings.server.law.planted.core.rule;

import org.hustings.server.law.planted.core.queue.Queue;

/// With `Queue`, a cycle of packages.
public record Rule(Queue queue) {}
