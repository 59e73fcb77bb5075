/// The rules of `rule`, as tables and sentences.
@NullMarked
package org.hustings.core.rule;

import org.jspecify.annotations.NullMarked;
