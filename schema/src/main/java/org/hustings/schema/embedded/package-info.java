/// PostgreSQL as part of the program: the real server, with durable settings, run as a process of
/// its own below a directory of ours.
///
/// ```
///  directory/
///    lock          held by the one JVM that uses the directory
///    passwords     of the three roles, readable by us alone
///    port          remembered, so that a restart finds the same
///    server-…/     the binaries, unpacked once
///    data/         PostgreSQL's own
/// ```
///
/// Nothing that a PostgreSQL elsewhere would not need, too, goes in here: tables, roles' rights and
/// settings of a connection stand outside.
@NullMarked
package org.hustings.schema.embedded;

import org.jspecify.annotations.NullMarked;
