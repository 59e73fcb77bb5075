package org.hustings.server.law.planted.telephony;

/// Stands for the core's.
public interface CallerIds {
  String order(String number);
}
