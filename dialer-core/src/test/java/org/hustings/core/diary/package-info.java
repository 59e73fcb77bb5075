/// What the program says of itself in its log, for tests of any module that operators can read what
/// has failed. Nothing of what is logged is decided here.
@NullMarked
package org.hustings.core.diary;

import org.jspecify.annotations.NullMarked;
