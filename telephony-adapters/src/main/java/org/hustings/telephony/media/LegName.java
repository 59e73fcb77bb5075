package org.hustings.telephony.media;

/// What a leg is called in logs: an id of the caller's, never a telephone number.
public record LegName(String value) {
  public LegName {
    if (value.isBlank() || value.length() > 128) {
      throw new IllegalArgumentException("leg name is blank or longer than 128 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
