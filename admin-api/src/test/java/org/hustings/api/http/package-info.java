@NullMarked
package org.hustings.api.http;

import org.jspecify.annotations.NullMarked;
