package org.hustings.telephony.twilio.fake;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// A TwiML document, read and held to the published grammar (twilio.com/docs/voice/twiml): which
/// verb may stand where, with which attributes of which values.
public record Twiml(List<Verb> verbs) {

  /// @param text what stands between its tags
  /// @param inside nested verbs and nouns
  public record Verb(String name, Map<String, String> attributes, String text, List<Verb> inside) {
    public String attribute(String key, String otherwise) {
      return attributes.getOrDefault(key, otherwise);
    }
  }

  private static final String NUMBER = "[0-9]{1,5}";
  private static final String BOOLEAN = "true|false";
  private static final String METHOD = "GET|POST";
  private static final String URL = "https?://[^\\s]+";

  /// What may stand at the top, or in a verb.
  private static final Map<String, Set<String>> INSIDE =
      Map.of(
          "Response",
          Set.of(
              "Say", "Play", "Pause", "Gather", "Record", "Dial", "Redirect", "Hangup", "Reject"),
          "Gather",
          Set.of("Say", "Play", "Pause"),
          "Dial",
          Set.of("Conference", "Number", "Client", "Sip"));

  private static final Map<String, String> RECORD =
      Map.of(
          "action", URL,
          "method", METHOD,
          "timeout", NUMBER,
          "finishOnKey", "[0-9*#]{0,12}",
          "maxLength", NUMBER,
          "playBeep", BOOLEAN,
          "trim", "trim-silence|do-not-trim",
          "recordingStatusCallback", URL,
          "recordingStatusCallbackMethod", METHOD,
          "recordingStatusCallbackEvent", "(?:in-progress|completed|absent| )+");

  private static final Map<String, Map<String, String>> ATTRIBUTES =
      Map.of(
          "Response", Map.of(),
          "Say", Map.of("voice", ".+", "language", ".+", "loop", NUMBER),
          "Play", Map.of("loop", NUMBER, "digits", "[0-9w*#ABCD]{1,32}"),
          "Pause", Map.of("length", NUMBER),
          "Gather",
              Map.of(
                  "input", "dtmf|speech|dtmf speech",
                  "action", URL,
                  "method", METHOD,
                  "timeout", NUMBER,
                  "finishOnKey", "[0-9*#]?",
                  "numDigits", NUMBER,
                  "actionOnEmptyResult", BOOLEAN),
          "Dial",
              Map.of("action", URL, "method", METHOD, "timeLimit", NUMBER, "hangupOnStar", BOOLEAN),
          "Conference",
              Map.of(
                  "beep", "true|false|onEnter|onExit",
                  "waitUrl", "(?:" + URL + ")?",
                  "startConferenceOnEnter", BOOLEAN,
                  "endConferenceOnExit", BOOLEAN,
                  "muted", BOOLEAN),
          "Redirect", Map.of("method", METHOD),
          "Hangup", Map.of(),
          "Reject", Map.of("reason", "rejected|busy"));

  /// Reads a document.
  ///
  /// @throws AssertionError where it is not of the grammar
  public static Twiml read(String document) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      Element root =
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(document)))
              .getDocumentElement();
      if (!root.getTagName().equals("Response")) {
        throw new AssertionError("the root of TwiML is Response, got " + root.getTagName());
      }
      return new Twiml(verb(root).inside);
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new AssertionError("not XML: " + document, e);
    }
  }

  private static Verb verb(Element element) {
    String name = element.getTagName();
    List<Verb> inside = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        if (!INSIDE.getOrDefault(name, Set.of()).contains(child.getTagName())) {
          throw new AssertionError(child.getTagName() + " must not stand in " + name);
        }
        inside.add(verb(child));
      } else {
        text.append(node.getTextContent());
      }
    }
    Verb verb = new Verb(name, attributes(element), text.toString().strip(), inside);
    check(verb);
    return verb;
  }

  private static Map<String, String> attributes(Element element) {
    Map<String, String> all = new TreeMap<>();
    NamedNodeMap given = element.getAttributes();
    Map<String, String> known = attributesOf(element.getTagName());
    for (int i = 0; i < given.getLength(); i++) {
      String name = given.item(i).getNodeName();
      String value = given.item(i).getNodeValue();
      if (!known.containsKey(name) || !value.matches(known.getOrDefault(name, ""))) {
        throw new AssertionError(
            element.getTagName() + " has no attribute " + name + "=\"" + value + "\"");
      }
      all.put(name, value);
    }
    return all;
  }

  private static Map<String, String> attributesOf(String verb) {
    return verb.equals("Record") ? RECORD : ATTRIBUTES.getOrDefault(verb, Map.of());
  }

  private static void check(Verb verb) {
    boolean wantsUrl =
        verb.name.equals("Redirect")
            || (verb.name.equals("Play") && !verb.attributes.containsKey("digits"));
    if (wantsUrl && !verb.text.matches(URL)) {
      throw new AssertionError(verb.name + " needs a URL, got \"" + verb.text + "\"");
    }
    if (verb.name.equals("Conference") && !verb.text.matches("[A-Za-z0-9-]{1,128}")) {
      throw new AssertionError("a room's name is \"" + verb.text + "\"");
    }
    if (verb.name.equals("Dial") && verb.inside.size() != 1) {
      throw new AssertionError("Dial calls one noun here, got " + verb.inside.size());
    }
  }
}
