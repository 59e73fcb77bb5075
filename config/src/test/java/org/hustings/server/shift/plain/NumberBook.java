package org.hustings.server.shift.plain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the plain model notes of one number.
final class NumberBook {
  final int number;
  final Set<Integer> wrongFor = new HashSet<>();
  final List<Ring> rings = new ArrayList<>();
  String status = "ACTIVE";
  int attempts;
  int callBacksInRow;
  int ringCount;

  /// No ring before this.
  Instant restsUntil = Instant.MIN;

  @Nullable Promise promise;

  NumberBook(int number) {
    this.number = number;
  }

  boolean active() {
    return status.equals("ACTIVE");
  }

  boolean unresolved() {
    return status.equals("UNRESOLVED");
  }

  record Promise(int project, int volunteer, Instant due) {}
}
