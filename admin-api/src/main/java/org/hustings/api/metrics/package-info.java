/// What operators see: metrics for Prometheus and the state of health, on a listener of their own.
///
/// Must not go in: names, numbers, or anything else of a voter; decisions about calls.
@NullMarked
package org.hustings.api.metrics;

import org.jspecify.annotations.NullMarked;
