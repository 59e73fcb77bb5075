@NullMarked
package org.hustings.api.account;

import org.jspecify.annotations.NullMarked;
