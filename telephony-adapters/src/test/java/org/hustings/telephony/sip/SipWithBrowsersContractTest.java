package org.hustings.telephony.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.telephony.TelephonyContract;
import org.hustings.core.telephony.TelephonyWorld;
import org.hustings.core.time.ThreadedRunners;
import org.hustings.telephony.browser.BrowserConfig;
import org.hustings.telephony.browser.BrowserLegs;
import org.hustings.telephony.browser.SipWithBrowsers;
import org.hustings.telephony.browser.dtls.BouncyDtls;
import org.hustings.telephony.browser.dtls.DtlsClient;
import org.hustings.telephony.media.MediaClock;
import org.hustings.telephony.phonenet.browser.SimulatedBrowser;

/// The SIP adapter keeps the contract with browsers beside it, and they keep theirs.
class SipWithBrowsersContractTest extends TelephonyContract {
  private static final byte[] SILENCE = new byte[160];

  @Override
  protected TelephonyWorld open() {
    return new World();
  }

  private static final class World extends SipTelephonyContractTest.World {
    private final DtlsClient dtls = new DtlsClient();
    private final Random random = new Random(9725);
    private final List<SimulatedBrowser> opened = new ArrayList<>();
    private final BrowserLegs browsers;
    private final Telephony telephony;

    World() {
      try {
        browsers =
            BrowserLegs.open(
                BrowserConfig.onLoopback(),
                sip.telephony.stage(),
                new BouncyDtls(InstantSource.system()),
                sip.metrics,
                new BrowserLegs.Surroundings(
                    new ThreadedRunners((_, _) -> {}), timers, MediaClock.ofTheMachine()));
      } catch (IOException cause) {
        throw new UncheckedIOException(cause);
      }
      telephony = new SipWithBrowsers(sip.telephony, browsers);
    }

    @Override
    public Telephony telephony() {
      return telephony;
    }

    @Override
    public Browser browser() {
      CompletableFuture<SimulatedBrowser> self = new CompletableFuture<>();
      // It says something whenever it hears something, and so keeps time by the server's.
      SimulatedBrowser browser =
          new SimulatedBrowser(
              InetAddress.ofLiteral("127.0.0.1"), dtls, random, _ -> self.join().say(SILENCE));
      self.complete(browser);
      opened.add(browser);
      return new Talking(browser);
    }

    @Override
    public void close() {
      opened.forEach(SimulatedBrowser::close);
      browsers.close();
      super.close();
    }
  }

  private record Talking(SimulatedBrowser browser) implements TelephonyWorld.Browser {
    @Override
    public BrowserMessage offer() {
      return new BrowserMessage("application/sdp", browser.offer());
    }

    @Override
    public void takes(BrowserMessage answer) {
      browser.takes(answer.content()).orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void leaves() {
      browser.saysGoodbye();
    }
  }
}
