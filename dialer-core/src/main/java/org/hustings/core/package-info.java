/// The dialing engine: rules, lifecycles and use cases, one package per business noun.
///
/// ```
/// admin-api ──┐                          ┌── schema (stores)
///             ├──►  org.hustings.core  ◄─┤      implement the ports
///   config ───┘                          └── telephony-adapters
/// ```
///
/// Must not go in: a database, SIP, HTTP, a file format, a library other than slf4j and jspecify.
/// Time comes from an injected clock.
@NullMarked
package org.hustings.core;

import org.jspecify.annotations.NullMarked;
