/// A volunteer's session over HTTP: a snapshot, commands, and the live feed.
///
/// ```
///  POST …/call ──► SessionDesk ──► view ──► SessionBody
///  GET …/feed  ◄── snapshot, change, change … (SessionFeed, MergePatch)
/// ```
///
/// What a command means and when it is allowed is the engine's to say; nothing of that goes in
/// here.
@NullMarked
package org.hustings.api.session;

import org.jspecify.annotations.NullMarked;
