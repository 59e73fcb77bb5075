/// The HTTP server: what `openapi.yaml` says is routed, checked and answered here, the same way for
/// every operation.
///
/// ```
///  Vert.x event loop ──► Exchange on a virtual thread:
///      who asks (Gatekeeper) ► may they (x-roles) ► is it well-formed (Contract) ► Operation ► Reply
/// ```
///
/// No resource goes in here: this package could serve any contract.
@NullMarked
package org.hustings.api.http;

import org.jspecify.annotations.NullMarked;
