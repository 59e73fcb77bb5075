package org.hustings.telephony.peers;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Sounds;

/// What a [Baresip] is to be like.
///
/// @param user its own name, the user part of its address
/// @param law the one law that it offers and accepts
/// @param credentials how it answers a challenge, as baresip's account parameters; empty for none
/// @param answers whether it answers by itself when it is called
/// @param secrecy how it keeps the call from others
public record BaresipLine(
    String user,
    SipTransport transport,
    G711 law,
    boolean answers,
    String credentials,
    Secrecy secrecy) {
  /// TLS for SIP, and perhaps SRTP for the sound.
  ///
  /// @param certificate its own and the one that it believes; empty for neither TLS nor SRTP
  /// @param srtp whether it takes sound by SRTP alone
  public record Secrecy(Optional<TestCertificate> certificate, boolean srtp) {
    static final Secrecy NONE = new Secrecy(Optional.empty(), false);
  }

  /// baresip ends the call where the file that is its microphone ends: silence up to here.
  private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

  /// A telephone that answers nobody and speaks µ-law and SIP over UDP.
  public static BaresipLine named(String user) {
    return new BaresipLine(user, SipTransport.UDP, G711.PCMU, false, "", Secrecy.NONE);
  }

  public BaresipLine over(SipTransport other) {
    return new BaresipLine(user, other, law, answers, credentials, secrecy);
  }

  public BaresipLine speaking(G711 other) {
    return new BaresipLine(user, transport, other, answers, credentials, secrecy);
  }

  public BaresipLine answering() {
    return new BaresipLine(user, transport, law, true, credentials, secrecy);
  }

  public BaresipLine knownAs(String login, String password) {
    return new BaresipLine(
        user,
        transport,
        law,
        answers,
        ";auth_user=%s;auth_pass=%s".formatted(login, password),
        secrecy);
  }

  /// By TLS, with sound by SRTP alone.
  public BaresipLine secret(TestCertificate certificate) {
    return with(new Secrecy(Optional.of(certificate), true));
  }

  /// By TLS, with sound in the clear.
  public BaresipLine secretButForTheSound(TestCertificate certificate) {
    return with(new Secrecy(Optional.of(certificate), false));
  }

  private BaresipLine with(Secrecy other) {
    return new BaresipLine(user, transport, law, answers, credentials, other);
  }

  /// What follows the sound is silence, so long that no test gets to its end.
  static short[] padded(short[] sound) {
    return Sounds.join(sound, Sounds.silence(LONGEST_CALL));
  }

  /// The account, as baresip's `accounts` file wants it. No registrar: calls go straight to who is
  /// dialed.
  String account(int port) {
    return "<sip:%s@127.0.0.1:%d;transport=%s>;regint=0;answermode=%s;audio_codecs=%s/8000/1%s%s\n"
        .formatted(
            user,
            port,
            secrecy.certificate().isPresent() ? "tls" : transport.name().toLowerCase(Locale.ROOT),
            answers ? "auto" : "manual",
            law.name(),
            credentials,
            secrecy.srtp() ? ";mediaenc=srtp-mand" : "");
  }
}
