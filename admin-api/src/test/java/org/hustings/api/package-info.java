/// A running API with fakes behind it, and a client that speaks HTTP to it.
@NullMarked
package org.hustings.api;

import org.jspecify.annotations.NullMarked;
