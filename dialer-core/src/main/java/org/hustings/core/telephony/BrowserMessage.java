package org.hustings.core.telephony;

import static java.util.Objects.requireNonNull;

/// What a browser and an adapter tell each other to set up a leg. Only these two understand it: the
/// engine and the API pass it on as it is.
///
/// @param mediaType for example `application/sdp`; parameters are left out
/// @param content as text
public record BrowserMessage(String mediaType, String content) {
  public BrowserMessage {
    requireNonNull(mediaType, "mediaType");
    requireNonNull(content, "content");
  }
}
