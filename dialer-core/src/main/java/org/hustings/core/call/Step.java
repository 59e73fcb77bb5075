package org.hustings.core.call;

import java.util.ArrayList;
import java.util.List;

/// What an event leads to: the next state, and what is to be done about it, in order. Nothing has
/// been done yet.
public record Step<S, E>(S next, List<E> effects) {
  public Step {
    effects = List.copyOf(effects);
  }

  public static <S, E> Step<S, E> to(S next) {
    return new Step<>(next, List.of());
  }

  public static <S, E> Step<S, E> to(S next, E effect) {
    return new Step<>(next, List.of(effect));
  }

  public static <S, E> Step<S, E> to(S next, E first, E second) {
    return new Step<>(next, List.of(first, second));
  }

  public static <S, E> Step<S, E> to(S next, E first, E second, E third) {
    return new Step<>(next, List.of(first, second, third));
  }

  /// The same with one more effect at the end.
  public Step<S, E> and(E effect) {
    List<E> all = new ArrayList<>(effects);
    all.add(effect);
    return new Step<>(next, all);
  }
}
