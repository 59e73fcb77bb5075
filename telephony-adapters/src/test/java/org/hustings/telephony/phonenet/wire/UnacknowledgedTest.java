package org.hustings.telephony.phonenet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hustings.telephony.media.Direction;
import org.hustings.telephony.media.sdp.SdpSession;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Ring.Ending;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.Party;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipHandler;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipStack;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.StackConfig;
import org.hustings.telephony.sip.stack.Transport;
import org.hustings.telephony.sip.stack.jain.JainStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A caller that goes silent between the answer and its ACK.
@Timeout(60)
class UnacknowledgedTest {
  private static final StackConfig QUICK = StackConfig.onLoopback().withT1(Duration.ofMillis(20));

  private final BlockingQueue<SipResponse> repeated = new LinkedBlockingQueue<>();
  private final BlockingQueue<ReceivedRequest> requests = new LinkedBlockingQueue<>();

  @Test
  void the_answer_is_repeated_and_at_last_the_call_ended() throws Exception {
    try (Towns towns = new Towns();
        SipStack caller = JainStack.open(QUICK, new Ears())) {
      var never = Duration.ofMinutes(5);
      PhoneNetwork town =
          towns.where(
              new Answers(Duration.ofMillis(50), never, never),
              WireSettings.onLoopback().withSip(QUICK));

      caller.send(
          invite(caller, town), new Hop(town.address(), Transport.UDP), Indifferent.TO_ANSWERS);

      assertThat(next(repeated).status()).isEqualTo(200);
      assertThat(next(repeated).status()).isEqualTo(200);
      ReceivedRequest bye = next(requests);
      bye.reply(Reply.of(200));
      assertThat(bye.message().method()).isEqualTo("BYE");
      assertThat(Towns.ended(town).ending()).contains(Ending.BROKEN);
    }
  }

  private static SipRequest invite(SipStack caller, PhoneNetwork town) {
    InetSocketAddress here = caller.local();
    SipUri us = SipUri.contact("us", "127.0.0.1", here.getPort(), Transport.UDP);
    SipUri voter = SipUri.of("+19195550182", "127.0.0.1", town.address().getPort());
    String offer =
        new SdpSession(SdpSession.Local.usual(new InetSocketAddress(here.getAddress(), 45_998)), 1)
            .offer(Direction.SEND_RECEIVE);
    return new SipRequest(
        SipRequest.INVITE,
        voter,
        new Head(
            "never-acknowledged",
            Party.of(us).withTag("us"),
            Party.of(voter),
            1,
            Optional.of(us),
            List.of(),
            List.of(),
            Optional.of(Body.sdp(offer))));
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within 20 s");
    }
    return next;
  }

  private final class Ears implements SipHandler {
    @Override
    public void request(ReceivedRequest request) {
      requests.add(request);
    }

    @Override
    public void cancelled(ReceivedRequest invite, SipRequest cancel) {}

    @Override
    public void acknowledged(SipRequest ack) {}

    @Override
    public void stray(SipResponse response) {
      repeated.add(response);
    }
  }
}
