/// Tests of messages that are spoken into a telephone.
@NullMarked
package org.hustings.core.dictation;

import org.jspecify.annotations.NullMarked;
