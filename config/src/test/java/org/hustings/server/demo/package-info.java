/// The demo as somebody new to the project meets it.
@NullMarked
package org.hustings.server.demo;

import org.jspecify.annotations.NullMarked;
