/// The questions of a project: what is asked, of whom, and which answers are taken.
///
/// Reports on answers do not go in here.
@NullMarked
package org.hustings.core.survey;

import org.jspecify.annotations.NullMarked;
