package org.hustings.telephony.twilio.rest;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where requests go: `{product}.{edge}.{region}.twilio.com`, and without both `api.twilio.com`,
/// which is US1 through Ashburn (twilio.com/docs/global-infrastructure/
/// using-the-twilio-rest-api-in-a-non-us-region).
///
/// @param region for example `ie1`
/// @param edge for example `dublin`
public record Region(Optional<String> region, Optional<String> edge) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,30}");

  public static final Region DEFAULT = new Region(Optional.empty(), Optional.empty());

  public Region {
    region.ifPresent(Region::check);
    edge.ifPresent(Region::check);
    if (region.isPresent() && edge.isEmpty()) {
      throw new IllegalArgumentException(
          "region " + region.get() + " needs an edge, for example dublin for ie1");
    }
  }

  private static void check(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "region and edge are names such as ie1 and dublin, got \"" + name + "\"");
    }
  }

  /// The root of the API.
  public URI api() {
    return URI.create(
        edge.map(through -> "https://api." + through + "." + region.orElse("us1") + ".twilio.com")
            .orElse("https://api.twilio.com"));
  }
}
