package org.hustings.telephony.twilio.fake;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A call in Twilio's books.
public final class FakeCall {
  /// RFC 2822 as Twilio writes it: `Tue, 31 Aug 2010 20:36:28 +0000`.
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private final FakeTwilio twilio;
  private final String sid;
  private final Parties parties;
  private final String url;
  private final String events;
  private final Instant createdAt;
  private final StringBuilder keysHeard = new StringBuilder();
  private String status;
  private @Nullable Performance performance;
  private Runnable whenOver = () -> {};
  private Runnable whenUp = () -> {};
  private int sequence;
  private short[] said = new short[0];

  /// @param direction `inbound` or `outbound-api`
  record Parties(String from, String to, String direction) {}

  /// @param url for instructions
  /// @param events empty if nobody wants to be told
  FakeCall(FakeTwilio twilio, String sid, Parties parties, String url, String events) {
    this.twilio = twilio;
    this.sid = sid;
    this.parties = parties;
    this.url = url;
    this.events = events;
    this.createdAt = twilio.now();
    this.status = parties.direction.equals("inbound") ? "ringing" : "queued";
  }

  FakeTwilio twilio() {
    return twilio;
  }

  public String sid() {
    return sid;
  }

  public String to() {
    return parties.to;
  }

  public String status() {
    return status;
  }

  public String events() {
    return events;
  }

  Instant createdAt() {
    return createdAt;
  }

  /// By us, of Twilio.
  public boolean isOrdered() {
    return parties.direction.equals("outbound-api");
  }

  boolean isUnanswered() {
    return status.equals("ringing") && parties.direction.equals("inbound");
  }

  public boolean isOver() {
    return Set.of("completed", "busy", "failed", "no-answer", "canceled").contains(status);
  }

  /// Who else is in the call's conference.
  public Set<String> talksWith() {
    return Optional.ofNullable(performance).flatMap(Performance::room).stream()
        .flatMap(room -> room.participants().stream())
        .map(FakeCall::sid)
        .filter(other -> !other.equals(sid))
        .collect(Collectors.toSet());
  }

  /// Whether it is in a conference, alone or not.
  public boolean isInRoom() {
    return Optional.ofNullable(performance).flatMap(Performance::room).isPresent();
  }

  void whenUp(Runnable what) {
    whenUp = what;
  }

  void whenOver(Runnable what) {
    whenOver = what;
  }

  // ── the way of a call ──────────────────────────────────────────────────────

  void become(String next, Map<String, String> details) {
    if (isOver()) {
      return;
    }
    status = next;
    String event = isOver() ? "completed" : next.equals("in-progress") ? "answered" : next;
    if (!events.isEmpty()) {
      Map<String, String> form = form();
      form.put("CallbackSource", "call-progress-events");
      form.put("SequenceNumber", Integer.toString(sequence++));
      form.put(
          "Timestamp",
          DateTimeFormatter.RFC_1123_DATE_TIME.format(twilio.now().atOffset(ZoneOffset.UTC)));
      form.putAll(details);
      if (parties.direction.equals("outbound-api") || isOver()) {
        twilio.tell(events, form, event);
      }
    }
    if (isOver()) {
      stop();
      whenOver.run();
    }
  }

  private void stop() {
    if (performance != null) {
      performance.stop();
      performance = null;
    }
  }

  void answered() {
    become("in-progress", Map.of());
    fetch(url, Map.of());
  }

  /// A call that comes in asks what to do while it rings.
  void arrives() {
    fetch(url, Map.of());
  }

  /// As [#arrives], from a browser that says something of its own.
  void arrivesWith(Map<String, String> parameters) {
    fetch(url, parameters);
  }

  void pickedUpByTwilio() {
    become("in-progress", Map.of());
    whenUp.run();
  }

  void hungUpByTwilio() {
    become("completed", Map.of("CallDuration", "1"));
  }

  void rejected(String reason) {
    become(reason.equals("busy") ? "busy" : "no-answer", Map.of());
  }

  /// The other end hangs up.
  void farEndLeaves() {
    become(isUnanswered() ? "no-answer" : "completed", Map.of("CallDuration", "1"));
  }

  /// The asynchronous detection is through: only these fields are told.
  void soundsLike(String url, String who) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("CallSid", sid);
    form.put("AccountSid", twilio.accountSid());
    form.put("AnsweredBy", who);
    form.put("MachineDetectionDuration", "4000");
    twilio.tell(url, form, "answered-by");
  }

  // ── TwiML ──────────────────────────────────────────────────────────────────

  void fetch(String from, Map<String, String> more) {
    stop();
    Map<String, String> form = form();
    form.putAll(more);
    twilio.fetch(this, from, form);
  }

  void perform(List<Twiml.Verb> verbs) {
    stop();
    if (!isOver()) {
      performance = new Performance(this, verbs);
      performance.proceed();
    }
  }

  void presses(char key) {
    if (performance != null) {
      performance.pressed(key);
    }
  }

  public void says(short[] sound) {
    said = sound.clone();
  }

  short[] said() {
    return said.clone();
  }

  void hearKeys(String digits) {
    keysHeard.append(digits);
  }

  public String keysHeard() {
    return keysHeard.toString();
  }

  // ── what is said of it ─────────────────────────────────────────────────────

  private Map<String, String> form() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("CallSid", sid);
    form.put("AccountSid", twilio.accountSid());
    form.put("From", parties.from);
    form.put("To", parties.to);
    form.put("Caller", parties.from);
    form.put("Called", parties.to);
    form.put("CallStatus", status);
    form.put("Direction", parties.direction);
    form.put("ApiVersion", "2010-04-01");
    return form;
  }

  String json() {
    return """
    {"sid": "%s", "status": "%s", "direction": "%s", "from": "%s", "to": "%s",
     "date_created": "%s", "account_sid": "%s", "api_version": "2010-04-01", "answered_by": null,
     "duration": null, "price": null, "price_unit": "USD", "queue_time": "0"}
    """
        .formatted(
            sid,
            status,
            parties.direction,
            parties.from,
            parties.to,
            CREATED.format(createdAt.atOffset(ZoneOffset.UTC)),
            twilio.accountSid());
  }
}
