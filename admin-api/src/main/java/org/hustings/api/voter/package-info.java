/// Voters and numbers over HTTP: look-ups, the do-not-call list, reopening.
///
/// What a listing or a reopening does to a number is the engine's to say; nothing of that goes in
/// here.
@NullMarked
package org.hustings.api.voter;

import org.jspecify.annotations.NullMarked;
