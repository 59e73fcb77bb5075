package org.hustings.server.wire;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.peers.Firefox;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.wire.Voices;
import tools.jackson.databind.JsonNode;

/// What [FirefoxCallTest] looks at: a volunteer calls a voter from the server's own screens in a
/// Firefox. A program of its own, so that all of it can run in a network where this machine has an
/// address other than the loopback's. Writes what came of it, one fact a line.
final class FirefoxAtWork {
  /// From which Firefox sends and at which the server listens to it.
  static final String ADDRESS = "192.0.2.1";

  private static final String VOTER = "+12125550111";
  private static final String NOBODY = "+12125550199";
  private static final int SECOND = 8000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Behaviour TALKATIVE =
      new Behaviour.Answers(Duration.ofMillis(300), Duration.ofSeconds(4), Duration.ofMinutes(1));

  private final PrintWriter report;

  private FirefoxAtWork(PrintWriter report) {
    this.report = report;
  }

  /// @param args the directory to work in, and the report
  @SuppressWarnings({"CatchAndPrintStackTrace", "CatchingUnchecked"})
  public static void main(String[] args) {
    int code = 1;
    try (PrintWriter report = new PrintWriter(Files.newBufferedWriter(Path.of(args[1])), true)) {
      new FirefoxAtWork(report).work(Path.of(args[0]));
      code = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    }
    // Threads of libraries would keep the program alive.
    System.exit(code);
  }

  private void work(Path directory) throws IOException {
    ShiftedClock clock = ShiftedClock.inTheMorning();
    String port = "browser: {listen: '%s:0', addresses: ['%s']}".formatted(ADDRESS, ADDRESS);
    try (Carrier carrier = Carrier.with(clock, directory, Map.of(VOTER, List.of(TALKATIVE)));
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory, port);
        FirefoxWindow window = FirefoxWindow.open(directory)) {
      Campaign campaign = server.campaign();
      Volunteer ada = campaign.volunteer("ada", "101");
      campaign.projectFor(ada, VOTER);
      Pages.withThisDevice(window, server, ada);
      talk(window);
      window.press("1");
      window.awaitBand("Nobody to call just now");
      fact("outcome", campaign.awaitDisposed(VOTER).action());
      leave(window);
      awaitEnd(campaign.signedIn(ada));
      sounds(window, carrier.heardBy(VOTER));
      fact("errors", window.errors());
    }
  }

  /// With the microphone off for as long as the voter speaks, and on from then.
  private void talk(FirefoxWindow window) {
    window.press("m");
    window.seeButton("Unmute");
    Pages.callNext(window);
    window.listen(Duration.ofSeconds(6));
    window.press("m");
    window.seeButton("Mute");
    window.listen(Duration.ofSeconds(4));
    JsonNode statistics = window.statistics();
    for (String name : List.of("codec", "local", "lost", "received")) {
      fact(name, statistics.path(name).asString("none"));
    }
    window.button("Hang up");
    window.awaitBand("Write down");
  }

  private static void leave(FirefoxWindow window) {
    window.button("End session");
    window.awaitText("End your session?");
    window.button("End session");
    window.seeHeading("Thank you!");
  }

  /// The server says goodbye before it hangs up.
  private void awaitEnd(Api volunteer) {
    Until.so(
        PATIENCE, "the session is over", () -> volunteer.tryGet("/api/v1/session").status() != 200);
    fact("session", volunteer.tryGet("/api/v1/session").status());
  }

  private void sounds(FirefoxWindow window, short[] byVoter) {
    short[] byVolunteer = window.heard();
    fact("likeness of the voter", likeness(Voices.chirp(VOTER), byVolunteer));
    fact("likeness of nobody", likeness(Voices.chirp(NOBODY), byVolunteer));
    short[] muted = Arrays.copyOf(byVoter, 3 * SECOND);
    short[] spoken = Arrays.copyOfRange(byVoter, byVoter.length - 2 * SECOND, byVoter.length);
    fact("level muted", Pitch.level(muted, Firefox.MICROPHONE));
    fact("level", Pitch.level(spoken, Firefox.MICROPHONE));
    fact("share", Pitch.share(spoken, Firefox.MICROPHONE));
  }

  /// How well any one second of what was said is found: a browser stretches and shortens what it
  /// plays, the more the busier the machine is.
  private static double likeness(short[] said, short[] heard) {
    double best = 0;
    for (int at = 0; at + SECOND <= said.length; at += SECOND / 2) {
      short[] part = Arrays.copyOfRange(said, at, at + SECOND);
      best = Math.max(best, Correlation.of(part, heard).coefficient());
    }
    return best;
  }

  private void fact(String name, Object value) {
    report.println(name + "\t" + value);
  }
}
