package org.hustings.server.wire;

/// What a volunteer does at a browser, and waits to see. Things on a page are named as a screen
/// reader names them. Whatever does not come about within a bound is an [AssertionError] that says
/// what is on the screen instead.
interface Hands {
  void goTo(String address);

  /// Types into the field with this label.
  void fill(String label, String text);

  /// A key, as `KeyboardEvent.key` names it, or `Space`.
  void press(String key);

  /// Clicks on it, once it is there.
  void button(String name);

  void seeHeading(String name);

  void seeButton(String name);

  /// Waits until the band says so.
  void awaitBand(String word);

  void awaitText(String text);
}
