package org.hustings.server.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `./hustings bench setup`.
@Command(
    name = "setup",
    description =
        "Calls through the whole server: claim, INVITE, 180, 200, bridge, BYE, outcome, at a rate"
            + " that rises until it is not met.",
    mixinStandardHelpOptions = true)
final class SetUpBench implements Callable<Integer> {
  /// The one that we know how to drive.
  static final class Neighbour implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      if (!value.equals(Kamailio.NAME)) {
        throw new TypeConversionException("expected " + Kamailio.NAME + ", got " + value);
      }
      return value;
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private HouseOptions options;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "200",
      description = "Volunteers who are connected by telephone (default: ${DEFAULT-VALUE}).")
  private int sessions;

  @Option(
      names = "--rates",
      paramLabel = "N",
      split = ",",
      defaultValue = "20,40,60,80,100,120,140,160",
      description = "Attempts a second that are offered (default: ${DEFAULT-VALUE}).")
  private List<Integer> rates;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "15",
      description = "How long each rate is offered (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "45",
      description =
          "How long the first rate is offered before anything counts: a young server measures its"
              + " compiler (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--beside",
      paramLabel = "PEER",
      converter = Neighbour.class,
      description =
          "kamailio: the same calls are then offered to it, with rtpengine for their sound. Both must"
              + " be installed.")
  private @Nullable String beside;

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException, ExecutionException {
    PrintWriter out = spec.commandLine().getOut();
    try (House house = options.open(House.RINGS)) {
      List<Caller> callers = house.join(sessions);
      say(out, "%d sessions, %d entries; warming up", sessions, options.entries());
      Contestant server =
          Contestant.of("hustings", house.server(), house.network(), house.book(), callers);
      Offer _ = server.offered(rates.getFirst(), warmUp);
      say(out, "%s", Offer.heading());
      offer(server, out);
      if (beside != null) {
        house.sendHome();
        offerToPeer(house, out);
      }
    }
    return 0;
  }

  private void offer(Contestant contestant, PrintWriter out)
      throws IOException, InterruptedException {
    for (int rate : rates) {
      Offer offer = contestant.offered(rate, seconds);
      say(out, "%s", offer.row());
      if (!offer.met()) {
        say(out, "The knee of %s is below %d attempts/s.", contestant.name(), rate);
        break;
      }
    }
  }

  /// As many telephones speak all the time as when it was the server's turn, two of them a call.
  private void offerToPeer(House house, PrintWriter out)
      throws IOException, InterruptedException, ExecutionException {
    try (Kamailio peer = Kamailio.start(house.directory(), house.network().address())) {
      PeerPhone.Exchange exchange = PeerPhone.Exchange.at(peer.address(), house);
      List<VolunteerPhone> standing = PeerPhone.connected(exchange, sessions / 2);
      List<PeerPhone> lines =
          Stream.generate(() -> new PeerPhone(exchange)).limit(sessions).toList();
      Contestant contestant =
          Contestant.of(Kamailio.NAME, peer, house.network(), exchange.book(), lines);
      Offer _ = contestant.offered(rates.getFirst(), warmUp);
      offer(contestant, out);
      standing.forEach(VolunteerPhone::close);
    }
  }

  private static void say(PrintWriter out, String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
