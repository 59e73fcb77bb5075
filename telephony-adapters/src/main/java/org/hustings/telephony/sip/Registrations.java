package org.hustings.telephony.sip;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hustings.telephony.sip.call.Credentials;
import org.hustings.telephony.sip.call.Registration;
import org.hustings.telephony.sip.call.UserAgent;
import org.hustings.telephony.sip.stack.SipUri;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The registrations at all trunks that go by one. A trunk takes no call while it has none.
final class Registrations implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Registrations.class);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<Registration> all;

  private Registrations(List<Registration> all) {
    this.all = all;
  }

  static Registrations begin(List<Trunk> trunks, UserAgent agent, InstantSource clock) {
    return new Registrations(
        trunks.stream()
            .filter(trunk -> trunk.config().manners().registers().isPresent())
            .map(trunk -> agent.register(order(trunk.config(), trunk), watching(trunk, clock)))
            .toList());
  }

  private static Registration.Order order(TrunkConfig config, Trunk trunk) {
    String host = config.address().host();
    Credentials credentials = config.credentials().orElseThrow();
    return new Registration.Order(
        trunk::peer,
        SipUri.domain(host, config.address().port()),
        SipUri.of(credentials.username(), host),
        credentials,
        config.manners().registers().orElseThrow());
  }

  private static Registration.Listener watching(Trunk trunk, InstantSource clock) {
    return new Registration.Listener() {
      @Override
      public void registered(Duration lasts) {
        if (trunk.registeredUntil(clock.instant().plus(lasts), clock.instant())) {
          log.info("event=trunk-registered trunk={} lasts={}", trunk.config().name(), lasts);
        }
      }

      @Override
      public void lost(String why) {
        log.warn("event=trunk-not-registered trunk={} why=\"{}\"", trunk.config().name(), why);
      }
    };
  }

  /// Takes all bindings back, and waits a moment for the carriers' answers.
  @Override
  public void close() {
    CompletableFuture<?>[] takenBack =
        all.stream().map(Registration::takeBack).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(takenBack).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      log.info("event=registrations-not-taken-back");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
