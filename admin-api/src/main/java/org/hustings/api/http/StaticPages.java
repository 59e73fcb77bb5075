package org.hustings.api.http;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// The few files that are served as they are: what somebody sees who opens the server in a browser.
final class StaticPages {
  private static final Map<String, String> FILES =
      Map.of("/", "index.html", "/style.css", "style.css");
  private static final Map<String, String> TYPES =
      Map.of("html", "text/html; charset=utf-8", "css", "text/css; charset=utf-8");

  private StaticPages() {}

  static void route(Router router, boolean secure) {
    FILES.forEach((path, file) -> {
      byte[] octets = read(file);
      String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "text/plain");
      Reply page = new Reply.File(type, () -> octets, Map.of());
      router.get(path).handler(routing -> Wire.send(routing.request(), page, secure));
    });
  }

  private static byte[] read(String file) {
    try (InputStream in =
        StaticPages.class.getResourceAsStream("/org/hustings/api/pages/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the page " + file + " is missing from the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page " + file, e);
    }
  }
}
