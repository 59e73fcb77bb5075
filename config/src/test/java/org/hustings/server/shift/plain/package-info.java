/// An independent, simple model of the rules of dialing: written from the rules alone, with plain
/// JDK types, without a class of the core (a test sees to that).
///
/// ```
///  Plan (who, where, what each ring of a number leads to)
///   ├─► PlainRules.playToTheEnd    in any order, without a clock: how every number ends
///   └─► PlainRules.replay(log)     ring by ring: was this ring allowed, at this time?
/// ```
///
/// It knows an answer by number and by how often the number was rung. Speed and elegance do not
/// matter here; that it can be checked against the rules by reading does.
@NullMarked
package org.hustings.server.shift.plain;

import org.jspecify.annotations.NullMarked;
