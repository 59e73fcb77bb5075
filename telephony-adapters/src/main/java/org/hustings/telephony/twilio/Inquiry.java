package org.hustings.telephony.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hustings.core.id.LegId;
import org.hustings.telephony.twilio.rest.CredentialSource;
import org.hustings.telephony.twilio.webhook.Elsewhere;
import org.hustings.telephony.twilio.webhook.Elsewhere.Found;
import org.hustings.telephony.twilio.webhook.Form;
import org.hustings.telephony.twilio.webhook.Signature;
import org.hustings.telephony.twilio.webhook.WebhookReply;
import org.hustings.telephony.twilio.webhook.WebhookRequest;

/// Whose is a leg, or a call? Asks this server first, then the others, by a request that goes the
/// way of a webhook and is signed like one: each judges it by itself, as it does Twilio's. A server
/// that does not know the question refuses it, which is no answer. Blocks as [Elsewhere] does.
record Inquiry(Exchange exchange, CredentialSource credentials, Elsewhere elsewhere) {
  private static final String LEG = "Leg";
  private static final String CALL = "CallSid";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /// @return [Found.There] also if it is here
  Found whose(LegId leg) {
    return whose(LEG, leg.toString());
  }

  /// @param callSid Twilio's name of the call
  Found whose(String callSid) {
    return whose(CALL, callSid);
  }

  private Found whose(String field, String value) {
    TreeMap<String, String> form = new TreeMap<>();
    form.put("AccountSid", exchange.config().accountSid());
    form.put(field, value);
    return isKnown(exchange.legs(), new Form(form))
        ? new Found.There(WebhookReply.noted())
        : elsewhere.ask(question(form));
  }

  private WebhookRequest question(TreeMap<String, String> form) {
    String url = exchange.studio().places().at(Places.KNOWN).toString();
    String signature = Signature.of(credentials.current().authToken(), url, form);
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return new WebhookRequest("POST", Places.KNOWN, Optional.of(signature), body);
  }

  /// Whether what is asked after is one of these.
  static boolean isKnown(Legs legs, Form question) {
    return question.field(CALL).flatMap(legs::find).isPresent()
        || question
            .field(LEG)
            .filter(leg -> ID.matcher(leg).matches())
            .flatMap(leg -> legs.find(new LegId(UUID.fromString(leg))))
            .isPresent();
  }
}
