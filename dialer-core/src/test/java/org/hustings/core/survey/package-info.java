/// The rules of `survey`, as tables and sentences.
@NullMarked
package org.hustings.core.survey;

import org.jspecify.annotations.NullMarked;
