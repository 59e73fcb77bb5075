package org.hustings.core.credit;

import java.time.Instant;
import org.hustings.core.id.SessionId;

/// What a session has cost so far (R25).
///
/// @param connectedSeconds the sum since it was joined
/// @param total what that costs in all, with what was charged before
/// @param at when this was so
public record Charge(SessionId session, long connectedSeconds, Money total, Instant at) {}
