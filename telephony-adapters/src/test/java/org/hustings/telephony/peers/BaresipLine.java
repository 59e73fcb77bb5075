package org.hustings.telephony.peers;

import java.time.Duration;
import java.util.Locale;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Sounds;

/// What a [Baresip] is to be like.
///
/// @param user its own name, the user part of its address
/// @param law the one law that it offers and accepts
/// @param credentials how it answers a challenge, as baresip's account parameters; empty for none
/// @param answers whether it answers by itself when it is called
public record BaresipLine(
    String user, SipTransport transport, G711 law, boolean answers, String credentials) {

  /// baresip ends the call where the file that is its microphone ends: silence up to here.
  private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

  /// A telephone that answers nobody and speaks µ-law and SIP over UDP.
  public static BaresipLine named(String user) {
    return new BaresipLine(user, SipTransport.UDP, G711.PCMU, false, "");
  }

  public BaresipLine over(SipTransport other) {
    return new BaresipLine(user, other, law, answers, credentials);
  }

  public BaresipLine speaking(G711 other) {
    return new BaresipLine(user, transport, other, answers, credentials);
  }

  public BaresipLine answering() {
    return new BaresipLine(user, transport, law, true, credentials);
  }

  public BaresipLine knownAs(String login, String password) {
    return new BaresipLine(
        user, transport, law, answers, ";auth_user=%s;auth_pass=%s".formatted(login, password));
  }

  /// What follows the sound is silence, so long that no test gets to its end.
  static short[] padded(short[] sound) {
    return Sounds.join(sound, Sounds.silence(LONGEST_CALL));
  }

  /// The account, as baresip's `accounts` file wants it. No registrar: calls go straight to who is
  /// dialed.
  String account(int port) {
    return "<sip:%s@127.0.0.1:%d;transport=%s>;regint=0;answermode=%s;audio_codecs=%s/8000/1%s\n"
        .formatted(
            user,
            port,
            transport.name().toLowerCase(Locale.ROOT),
            answers ? "auto" : "manual",
            law.name(),
            credentials);
  }
}
