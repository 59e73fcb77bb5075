/// What volunteers and managers see: the HTTP API, its contract, the live feed.
///
/// ```
///  socket ──► http (contract: route, sign-in, validate) ──► a resource per noun ──► core ──► reply
///                                                          session · project · voter · imports …
/// ```
///
/// `http` knows no resource; a resource knows no Vert.x. No rule of dialing and no SQL go in here.
@NullMarked
package org.hustings.api;

import org.jspecify.annotations.NullMarked;
