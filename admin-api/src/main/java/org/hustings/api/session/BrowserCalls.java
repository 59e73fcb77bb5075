package org.hustings.api.session;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.BrowserDesk;
import org.hustings.core.dialing.BrowserDesk.Entry;
import org.hustings.core.id.LegId;
import org.hustings.core.session.Refusal;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserRelay;
import org.hustings.core.telephony.BrowserReply;

/// How a browser is connected, in the manner of WHIP (RFC 9725): an offer is posted and answered,
/// what follows is patched, and deleting the leg hangs up. What is in the messages is the browser's
/// and the telephony's affair: an answer's media type says who of the two reads it.
public final class BrowserCalls {
  private static final String PATH = "/api/v1/session/browser/";
  private static final String OFFER = "application/sdp";
  private static final String FRAGMENT = "application/trickle-ice-sdpfrag";
  private static final String ANY_VERSION = "*";

  private final BrowserDesk desk;

  public BrowserCalls(BrowserDesk desk) {
    this.desk = requireNonNull(desk, "desk");
  }

  public Map<String, Operation> operations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.put("connectBrowser", this::connect);
    operations.put("changeBrowser", this::change);
    operations.put("disconnectBrowser", this::disconnect);
    operations.put("iceServers", this::iceServers);
    return operations;
  }

  record IceServerBody(
      List<String> urls,
      Optional<String> username,
      Optional<String> credential,
      Optional<Instant> expiresAt) {
    static IceServerBody of(BrowserRelay relay) {
      return new IceServerBody(
          relay.urls(),
          relay.access().map(BrowserRelay.Access::username),
          relay.access().map(BrowserRelay.Access::credential),
          relay.access().map(BrowserRelay.Access::expiresAt));
    }
  }

  private Reply connect(Request request) {
    refuseIfNotOffered();
    BrowserMessage offer = new BrowserMessage(OFFER, text(request));
    return new Reply.Later(
        desk.connect(volunteer(request), offer)
            .thenApply(entry ->
                switch (entry) {
                  case Entry.Connecting(LegId leg, BrowserMessage answer, String version) ->
                      message(
                          201,
                          answer,
                          Map.of(
                              "Location",
                              PATH + leg,
                              "ETag",
                              tag(version),
                              "Accept-Patch",
                              FRAGMENT));
                  case Entry.Refused(Refusal why) -> Reply.problem(problem(why));
                  case Entry.NotTaken(BrowserReply.Refused why) -> Reply.problem(problem(why));
                }));
  }

  private Reply change(Request request) {
    refuseIfNotOffered();
    Optional<String> version = version(request);
    return new Reply.Later(
        desk.change(
                volunteer(request),
                leg(request),
                new BrowserMessage(FRAGMENT, text(request)),
                version)
            .thenApply(reply ->
                switch (reply) {
                  case BrowserReply.Agreed(Optional<BrowserMessage> answer, String now) ->
                      answer
                          .map(message -> message(200, message, Map.of("ETag", tag(now))))
                          .orElseGet(Reply::nothing);
                  case BrowserReply.Refused why -> Reply.problem(problem(why));
                }));
  }

  private Reply disconnect(Request request) {
    return desk.isOffered() && desk.disconnect(volunteer(request), leg(request))
        ? Reply.nothing()
        : Reply.problem(noSuchLeg());
  }

  private Reply iceServers(Request request) {
    refuseIfNotOffered();
    return Reply.ok(desk.relays().stream().map(IceServerBody::of).toList());
  }

  private static Reply message(int status, BrowserMessage message, Map<String, String> headers) {
    return new Reply.File(
        status,
        message.mediaType(),
        () -> message.content().getBytes(StandardCharsets.UTF_8),
        headers);
  }

  /// Empty for `*`, whatever the present version is.
  private static Optional<String> version(Request request) {
    String tag =
        request
            .textIfGiven("If-Match")
            .orElseThrow(() ->
                Problem.of(
                        428,
                        "if-match-missing",
                        "If-Match is needed here",
                        "Send the last ETag of this leg as If-Match, or * to restart ICE.")
                    .asException())
            .strip();
    return tag.equals(ANY_VERSION) ? Optional.empty() : Optional.of(tag.replaceAll("^\"|\"$", ""));
  }

  private static String tag(String version) {
    return '"' + version + '"';
  }

  private static LegId leg(Request request) {
    return new LegId(UUID.fromString(request.text("leg")));
  }

  private static Volunteer volunteer(Request request) {
    return request.identity().asVolunteer();
  }

  private static String text(Request request) {
    try {
      return new String(request.stream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the body broke off", e);
    }
  }

  private void refuseIfNotOffered() {
    if (!desk.isOffered()) {
      throw Problem.of(
              503,
              "browser-not-offered",
              "No calls by browser here",
              "This server does not connect browsers. Dial in with your volunteer number and PIN,"
                  + " or dial by hand.")
          .asException();
    }
  }

  private static Problem problem(Refusal why) {
    Problem problem = Problem.of(409, why.code(), "Not now", why.sentence());
    return why.until().map(until -> problem.with("until", until.toString())).orElse(problem);
  }

  private static Problem problem(BrowserReply.Refused refused) {
    return switch (refused.reason()) {
      case UNUSABLE ->
          Problem.of(
              422, "unusable-offer", "The browser's message cannot be used", refused.detail());
      case OTHER_VERSION ->
          Problem.of(
              412,
              "other-version",
              "ICE was restarted meanwhile",
              "Use the ETag of the last answer, or restart ICE with If-Match: *.");
      case NO_ROOM ->
          Problem.of(
              503, "no-room", "All lines are taken", "Try again in a few minutes, or dial in.");
      case NO_SUCH_LEG -> noSuchLeg();
    };
  }

  private static Problem noSuchLeg() {
    return Problem.of(
        404, "no-such-leg", "This connection is over", "Connect anew; your session waits for you.");
  }
}
