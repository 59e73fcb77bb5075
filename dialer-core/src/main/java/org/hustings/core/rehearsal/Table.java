package org.hustings.core.rehearsal;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Immutable rows by key; every change can be undone, and is told to an index first.
final class Table<K, V> {
  private final Map<K, V> rows = new LinkedHashMap<>();
  private final Undo undo;
  private final Index<V> index;

  Table(Undo undo) {
    this(undo, (_, _) -> {});
  }

  Table(Undo undo, Index<V> index) {
    this.undo = undo;
    this.index = index;
  }

  Optional<V> find(K key) {
    return Optional.ofNullable(rows.get(key));
  }

  V get(K key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("there is no row " + key));
  }

  V getOr(K key, V otherwise) {
    return find(key).orElse(otherwise);
  }

  boolean has(K key) {
    return rows.containsKey(key);
  }

  Collection<V> all() {
    return Collections.unmodifiableCollection(rows.values());
  }

  void put(K key, V row) {
    @Nullable V before = set(key, row);
    undo.note(() -> set(key, before));
  }

  void change(K key, UnaryOperator<V> change) {
    put(key, change.apply(get(key)));
  }

  void remove(K key) {
    @Nullable V before = set(key, null);
    undo.note(() -> set(key, before));
  }

  private @Nullable V set(K key, @Nullable V row) {
    @Nullable V before = row == null ? rows.remove(key) : rows.put(key, row);
    index.changed(before, row);
    return before;
  }

  /// Kept in step with a table.
  @FunctionalInterface
  interface Index<V> {
    void changed(@Nullable V before, @Nullable V after);
  }
}
