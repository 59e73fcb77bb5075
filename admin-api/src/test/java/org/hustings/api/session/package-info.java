@NullMarked
package org.hustings.api.session;

import org.jspecify.annotations.NullMarked;
