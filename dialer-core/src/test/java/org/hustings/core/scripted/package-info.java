/// A world in which the whole engine runs on virtual time: a scripted telephone network, volunteers
/// who press buttons, stores in memory that can fail, and a count of what must never happen.
///
/// ```
///  Maria (Caller, Helper) ──► Engine ──► ScriptedTelephony ──► Subscriber
///                               └──► FaultyStores ──► rehearsal
/// ```
///
/// Everything happens on one thread in a fixed order. No assertion about a rule goes in here.
@NullMarked
package org.hustings.core.scripted;

import org.jspecify.annotations.NullMarked;
