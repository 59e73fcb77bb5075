package org.hustings.telephony.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The TURN server from the distribution, on the loopback interface, for whoever has credentials
/// made with the secret that it shares.
public final class Coturn implements AutoCloseable {
  private static final Duration TO_START = Duration.ofSeconds(20);

  private final Program program;
  private final int port;

  private Coturn(Program program, int port) {
    this.program = program;
    this.port = port;
  }

  /// @param secret what it shares with the server that gives credentials
  public static Coturn start(Path directory, String secret) {
    int port = FreePorts.one();
    Program program =
        Program.start(
            "turnserver",
            "coturn",
            List.of(
                "-n",
                "--listening-ip=127.0.0.1",
                "--relay-ip=127.0.0.1",
                "--listening-port=" + port,
                "--realm=hustings.example",
                "--use-auth-secret",
                "--static-auth-secret=" + secret,
                // Refused by itself, since a relay must not lead into its own machine. Here it
                // must.
                "--allow-loopback-peers",
                "--no-cli",
                "--no-tls",
                "--no-dtls",
                "--verbose",
                "--userdb=" + directory.resolve("turn.db"),
                "--pidfile=" + directory.resolve("turn.pid"),
                "--log-file=stdout",
                "--simple-log"),
            directory);
    program.awaitThat(
        () ->
            program.printed().contains("Total auth threads")
                || program.printed().contains("SQLite DB connection success"),
        "it listens",
        TO_START);
    return new Coturn(program, port);
  }

  /// Where it listens, by UDP and TCP.
  public int port() {
    return port;
  }

  /// How many relayed addresses it gave out so far.
  public long allocations() {
    return program
        .printed()
        .lines()
        .filter(line -> line.contains("ALLOCATE processed, success"))
        .count();
  }

  @Override
  public void close() {
    program.close();
  }
}
