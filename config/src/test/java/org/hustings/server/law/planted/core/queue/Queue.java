package org.hustings.server.law.planted.core.queue;

import java.util.List;
import org.hustings.server.law.planted.core.rule.Rule;

/// With `Rule`, a cycle of packages.
public record Queue(List<Rule> rules) {}
