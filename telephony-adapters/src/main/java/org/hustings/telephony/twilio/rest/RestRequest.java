package org.hustings.telephony.twilio.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;

/// A request to the API.
///
/// @param path from the root, for example `/2010-04-01/Accounts/AC…/Calls.json`
/// @param fields in the query of a `GET` or `DELETE`, in the form of a `POST`; a name may come
///   twice
/// @param authorization the header of that name, secret
public record RestRequest(Method method, String path, List<Field> fields, String authorization) {
  public RestRequest {
    fields = List.copyOf(fields);
  }

  public enum Method {
    GET,
    POST,
    DELETE
  }

  public record Field(String name, String value) {}

  /// `name=value&…`, percent-encoded.
  public String encodedFields() {
    return fields.stream()
        .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /// Without the fields, which hold telephone numbers, and what is secret.
  @Override
  public String toString() {
    return method + " " + path;
  }
}
