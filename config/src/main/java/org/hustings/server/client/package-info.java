/// A program that uses the server by its HTTP API: what the demo and the commands speak with.
///
/// Must not go in: anything that the API does not offer to everybody.
@NullMarked
package org.hustings.server.client;

import org.jspecify.annotations.NullMarked;
