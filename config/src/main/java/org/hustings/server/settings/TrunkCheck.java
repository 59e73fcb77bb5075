package org.hustings.server.settings;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What is wrong with the settings of trunks.
final class TrunkCheck {
  /// RFC 4028 section 4.
  private static final Duration SHORTEST_SESSION = Duration.ofSeconds(90);

  private static final Set<String> TRANSPORTS = Set.of("udp", "tcp", "tls");
  private static final Set<String> SRTP = Set.of("none", "required");

  private final Settings.Sip sip;
  private final List<String> problems;
  private final Set<String> names = new HashSet<>();

  TrunkCheck(Settings.Sip sip, List<String> problems) {
    this.sip = sip;
    this.problems = problems;
  }

  void run() {
    if (sip.tlsCertificate().isEmpty() != sip.tlsKey().isEmpty()) {
      problems.add("sip: tls-certificate and tls-key go together.");
    }
    for (int i = 0; i < sip.trunks().size(); i++) {
      Settings.Trunk trunk = sip.trunks().get(i);
      String where = "sip.trunks[" + (i + 1) + "]";
      identity(trunk, where);
      secrecy(trunk, where);
      if (trunk.sessionTimer() != null && trunk.sessionTimer().compareTo(SHORTEST_SESSION) < 0) {
        problems.add(
            where + ".session-timer: no carrier takes less than 90s, got " + trunk.sessionTimer());
      }
    }
  }

  private void identity(Settings.Trunk trunk, String where) {
    if (trunk.name() == null || trunk.name().isBlank()) {
      problems.add(where + ".name: a trunk needs a name, for logs and metrics.");
    } else if (!names.add(trunk.name())) {
      problems.add(
          where
              + ".name: there are two trunks called "
              + trunk.name()
              + "; give each its own name.");
    }
    if (trunk.address() == null) {
      problems.add(
          where
              + ".address: a trunk needs the address of its carrier's proxy, for example sip.example.com:5060.");
    }
    if ((trunk.user() == null) != (trunk.password() == null)) {
      problems.add(
          where
              + ": user and password go together; leave both out where the carrier goes by address.");
    }
  }

  private void secrecy(Settings.Trunk trunk, String where) {
    String transport =
        trunk.transport() == null ? "udp" : trunk.transport().toLowerCase(Locale.ROOT);
    if (!TRANSPORTS.contains(transport)) {
      problems.add(where + ".transport: expected udp, tcp or tls, got " + trunk.transport() + ".");
    }
    if (transport.equals("tls") && sip.tlsPort() == 0) {
      problems.add(
          where + ".transport: for tls, sip.tls-port must say where we take it, usually 5061.");
    }
    if (trunk.srtp() != null && !SRTP.contains(trunk.srtp())) {
      problems.add(where + ".srtp: expected none or required, got " + trunk.srtp() + ".");
    }
    if ("required".equals(trunk.srtp()) && !transport.equals("tls")) {
      problems.add(where + ".srtp: SIP tells its keys, so the trunk's transport must be tls.");
    }
  }
}
