/// Whether a number that a campaign wants to present is its own: the provider rings it, and whoever
/// answers there keys in a code.
///
/// ```
///  a manager asks ──► VerifyCallerId ──► CallerIdBook   counted and written down, before it rings
///                          │  ▲
///                          ▼  └──────── asked how it stands, whenever somebody looks
///                       CallerIds (the provider, or nowhere)
/// ```
///
/// What a project presents is decided elsewhere; this adds to what may be chosen. No word of a
/// provider goes in here.
@NullMarked
package org.hustings.core.callerid;

import org.jspecify.annotations.NullMarked;
