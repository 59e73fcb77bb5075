package org.hustings.telephony.sip;

import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.call.KeepAlive;
import org.hustings.telephony.sip.call.UserAgent;
import org.hustings.telephony.sip.stack.SipUri;

/// The questions to all trunks whether they are there. One that stops answering takes no call until
/// it answers again ([Presence]).
final class KeepAlives implements AutoCloseable {
  private final List<KeepAlive> all;

  private KeepAlives(List<KeepAlive> all) {
    this.all = all;
  }

  static KeepAlives begin(List<Trunk> trunks, UserAgent agent, SipMetrics metrics) {
    return new KeepAlives(
        trunks.stream()
            .flatMap(trunk ->
                order(trunk).stream().map(order -> agent.ask(order, watching(trunk, metrics))))
            .toList());
  }

  private static Optional<KeepAlive.Order> order(Trunk trunk) {
    TrunkConfig.Address address = trunk.config().address();
    return trunk
        .config()
        .manners()
        .keepAlive()
        .map(every ->
            new KeepAlive.Order(trunk::peer, SipUri.domain(address.host(), address.port()), every));
  }

  private static KeepAlive.Listener watching(Trunk trunk, SipMetrics metrics) {
    return new KeepAlive.Listener() {
      @Override
      public void answered(int status) {
        metrics.askedIfThere(trunk, true);
        trunk.answered(status);
      }

      @Override
      public void unanswered() {
        metrics.askedIfThere(trunk, false);
        trunk.unanswered();
      }
    };
  }

  @Override
  public void close() {
    all.forEach(KeepAlive::stop);
  }
}
