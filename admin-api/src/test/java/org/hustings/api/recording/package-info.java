@NullMarked
package org.hustings.api.recording;

import org.jspecify.annotations.NullMarked;
