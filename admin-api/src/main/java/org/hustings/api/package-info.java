/// What volunteers and managers see: resource → use case → view, over HTTP.
///
/// Must not go in: a rule of dialing (the engine has it), SQL, anything of a telephony adapter.
@NullMarked
package org.hustings.api;

import org.jspecify.annotations.NullMarked;
