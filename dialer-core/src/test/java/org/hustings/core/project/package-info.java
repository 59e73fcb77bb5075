/// The rules of `project`, as tables and sentences.
@NullMarked
package org.hustings.core.project;

import org.jspecify.annotations.NullMarked;
