/// A volunteer's session, from connecting to leaving: its lifecycle, what it shows and what it lets
/// the volunteer do.
///
/// One runner per session is its only writer. No HTTP and no SIP go in here.
@NullMarked
package org.hustings.core.session;

import org.jspecify.annotations.NullMarked;
