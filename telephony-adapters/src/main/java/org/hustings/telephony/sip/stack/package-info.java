/// SIP messages and transactions as the adapter wants them, in front of whichever library does
/// them.
///
/// ```
///  calls ──► SipStack.send / acknowledge ──► [ library ] ──► UDP, TCP, TLS
///    ▲                                            │
///    └── SipHandler, Answers (only enqueue) ◄─────┘
/// ```
///
/// The stack parses, retransmits and matches transactions (RFC 3261 sections 17 and 18). Dialogs
/// are not its business: they are kept in `sip.call`, so that they survive a restart of the stack
/// and so that no message decides where we send. Every request goes to an explicit [Hop]. No type
/// of the library may be seen here; it stays in `sip.stack.jain`.
@NullMarked
package org.hustings.telephony.sip.stack;

import org.jspecify.annotations.NullMarked;
