package org.hustings.telephony.peers;

import java.net.URI;

/// A real web browser without a window, driven from outside. Its microphone is a file or a page's
/// own making; nobody has to click on anything.
public interface WebBrowser extends AutoCloseable {
  /// Opens a page and waits until it is loaded.
  void open(URI page);

  /// Has the page work an expression out, and waits for it if it is a promise.
  ///
  /// @return the outcome, which must be a string
  String evaluate(String expression);

  @Override
  void close();
}
