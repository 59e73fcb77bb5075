package org.hustings.api.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// JSON Merge Patch (RFC 7386): what makes what one record says of what another says. Members that
/// are gone become `null`; lists are sent whole.
///
/// Compared are the records themselves, and only what differs is written: of a session that is
/// mostly the person on the screen, who stays the same from one change to the next.
final class MergePatch {
  private static final ClassValue<List<Method>> MEMBERS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getAccessor)
              .toList();
        }
      };

  private MergePatch() {}

  /// @return to be written by [org.hustings.api.http.Json]
  static <R extends Record> Map<String, @Nullable Object> between(R before, R now) {
    Map<String, @Nullable Object> patch = new LinkedHashMap<>();
    for (Method member : MEMBERS.get(now.getClass())) {
      change(member.getName(), value(member, before), value(member, now), patch);
    }
    return patch;
  }

  private static Map<String, @Nullable Object> between(Map<?, ?> before, Map<?, ?> now) {
    Map<String, @Nullable Object> patch = new LinkedHashMap<>();
    now.forEach((name, value) -> change(name.toString(), before.get(name), value, patch));
    before.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> patch.put(name.toString(), null));
    return patch;
  }

  private static void change(
      String name,
      @Nullable Object before,
      @Nullable Object now,
      Map<String, @Nullable Object> patch) {
    if (Objects.equals(before, now)) {
      return;
    }
    if (before instanceof Record old && now instanceof Record fresh) {
      patch.put(name, between(old, fresh));
    } else if (before instanceof Map<?, ?> old && now instanceof Map<?, ?> fresh) {
      patch.put(name, between(old, fresh));
    } else {
      patch.put(name, now);
    }
  }

  /// Null where there is nothing, as in JSON there then is no member.
  private static @Nullable Object value(Method member, Record of) {
    try {
      Object value = member.invoke(of);
      return value instanceof Optional<?> maybe ? maybe.orElse(null) : value;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + member, e);
    }
  }
}
