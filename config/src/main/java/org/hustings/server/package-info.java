/// The program: reads the configuration, wires every module by plain constructors, starts and
/// stops.
///
/// Must not go in: anything that another module could do. A configuration record stands beside the
/// class that uses it; this package only fills it from the file.
@NullMarked
package org.hustings.server;

import org.jspecify.annotations.NullMarked;
