/// Our side of ICE: a lite agent (RFC 8445 section 2.5), since the server has a public address.
///
/// ```
///   check ──► user name known? signed? ──► role ──► answered ──► (USE-CANDIDATE) where we send
///                   │ no                    │ both controlled
///                   └► dropped, counted     └► 487
/// ```
///
/// Pure: bytes, addresses and times in, bytes and decisions out. Sockets and keys of media stand
/// elsewhere.
@NullMarked
package org.hustings.telephony.browser.ice;

import org.jspecify.annotations.NullMarked;
