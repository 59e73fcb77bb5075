package org.hustings.api.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files that are served as they are: the screens, or, in a server that was built without them,
/// a plain page that says so.
///
/// The names of a screen's files hold a hash of what is in them, so that browsers may keep them for
/// good; the page that names them is asked for each time. Beside each file stand its compressed
/// forms, made when the screens were built.
final class StaticPages {
  static final String SCREENS = "/org/hustings/api/screens/";
  private static final String PLAIN = "/org/hustings/api/pages/";
  private static final String INDEX = "index.html";

  /// No dot but the last, no slash: nothing that leads out of the directory.
  private static final Pattern ASSET = Pattern.compile("[A-Za-z0-9_-]+\\.(js|css|svg|wav)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "wav", "audio/wav");
  private static final Map<String, String> FOREVER =
      Map.of("Cache-Control", "public, max-age=31536000, immutable");

  /// How a file is compressed, best first: the word in `Accept-Encoding` and the suffix.
  private enum Coding {
    BR(".br"),
    GZIP(".gz");

    private final String suffix;

    Coding(String suffix) {
      this.suffix = suffix;
    }
  }

  private final String home;
  private final boolean secure;
  private final ConcurrentMap<String, Optional<byte[]>> files = new ConcurrentHashMap<>();

  private StaticPages(String home, boolean secure) {
    this.home = home;
    this.secure = secure;
  }

  /// @param screens the directory of the screens among the resources
  /// @param reaches where the screens may connect to besides this server
  static void route(Router router, String screens, List<String> reaches, boolean secure) {
    boolean built = StaticPages.class.getResource(screens + INDEX) != null;
    StaticPages pages = new StaticPages(built ? screens : PLAIN, secure);
    Map<String, String> policy =
        Map.of("Content-Security-Policy", SecurityHeaders.contentPolicy(reaches));
    router.get("/").handler(routing -> pages.send(routing, INDEX, policy));
    if (built) {
      router.get("/assets/:file").handler(pages::sendAsset);
    } else {
      router.get("/style.css").handler(routing -> pages.send(routing, "style.css", Map.of()));
    }
  }

  private void sendAsset(RoutingContext routing) {
    String file = routing.pathParam("file");
    if (ASSET.matcher(file).matches()) {
      send(routing, "assets/" + file, FOREVER);
    } else {
      routing.next();
    }
  }

  private void send(RoutingContext routing, String file, Map<String, String> headers) {
    Optional<byte[]> plain = read(file);
    if (plain.isEmpty()) {
      routing.next();
      return;
    }
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Vary", "Accept-Encoding");
    byte[] octets = plain.get();
    for (Coding coding : List.of(Coding.values())) {
      Optional<byte[]> smaller = read(file + coding.suffix);
      if (smaller.isPresent() && accepts(routing.request(), coding)) {
        all.put("Content-Encoding", coding.name().toLowerCase(Locale.ROOT));
        octets = smaller.get();
        break;
      }
    }
    byte[] sent = octets;
    String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "text/plain");
    Wire.send(routing.request(), new Reply.File(type, () -> sent, all), secure);
  }

  /// A coding that is named with a weight of zero is not accepted (RFC 9110, 12.5.3).
  private static boolean accepts(HttpServerRequest request, Coding coding) {
    String accepted = request.getHeader("Accept-Encoding");
    String weighed = coding.name().toLowerCase(Locale.ROOT) + "(;q=(?!0(\\.0*)?$).+)?";
    return accepted != null
        && Stream.of(accepted.toLowerCase(Locale.ROOT).replace(" ", "").split(",", -1))
            .anyMatch(part -> part.matches(weighed));
  }

  /// Once from the program, then from memory; the files are few and their names are checked.
  private Optional<byte[]> read(String file) {
    Optional<byte[]> known = files.get(file);
    if (known != null) {
      return known;
    }
    Optional<byte[]> found = load(home + file);
    // What is not there is not remembered, or anybody could fill the memory with names.
    found.ifPresent(_ -> files.put(file, found));
    return found;
  }

  private static Optional<byte[]> load(String resource) {
    try (InputStream in = StaticPages.class.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page " + resource, e);
    }
  }
}
