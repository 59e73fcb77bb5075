package org.hustings.telephony.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SipHandler;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.SipStack;
import org.hustings.telephony.sip.stack.StackConfig;
import org.hustings.telephony.sip.stack.jain.JainStack;

/// A carrier on a port of 127.0.0.1 that answers what it is asked as a test says, and takes no
/// calls.
public final class AnsweringCarrier implements AutoCloseable {
  private static final Header WHO_ARE_YOU =
      new Header(
          "WWW-Authenticate",
          "Digest realm=\"carrier\", nonce=\"abc\", qop=\"auth\", algorithm=SHA-256");

  private final SipStack stack;
  private final List<SipRequest> asked = new CopyOnWriteArrayList<>();

  private AnsweringCarrier(StackConfig config, Function<SipRequest, Optional<Reply>> answers) {
    try {
      this.stack = JainStack.open(config, new Desk(answers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param answers empty where it says nothing
  static AnsweringCarrier open(StackConfig config, Function<SipRequest, Optional<Reply>> answers) {
    return new AnsweringCarrier(config, answers);
  }

  /// One that answers OPTIONS with 200 and asks everybody who they are who registers, and then
  /// believes them.
  public static AnsweringCarrier friendly() {
    return open(
        StackConfig.onLoopback(),
        request -> Optional.of(request.is("REGISTER") ? registrar(request, 200) : Reply.of(200)));
  }

  /// What a registrar answers: who are you, and then this.
  static Reply registrar(SipRequest request, int status) {
    return request.head().header("Authorization").isPresent()
        ? Reply.of(status).with(new Header("Contact", "<sip:hustings@127.0.0.1:5999>;expires=90"))
        : Reply.of(401).with(WHO_ARE_YOU);
  }

  public int port() {
    return stack.local().getPort();
  }

  /// What came, in order.
  public List<SipRequest> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    stack.close();
  }

  private final class Desk implements SipHandler {
    private final Function<SipRequest, Optional<Reply>> answers;

    Desk(Function<SipRequest, Optional<Reply>> answers) {
      this.answers = answers;
    }

    @Override
    public void request(ReceivedRequest request) {
      asked.add(request.message());
      answers.apply(request.message()).ifPresent(reply -> request.reply(reply.tagged("carrier")));
    }

    @Override
    public void cancelled(ReceivedRequest invite, SipRequest cancel) {}

    @Override
    public void acknowledged(SipRequest ack) {}

    @Override
    public void stray(SipResponse response) {}
  }
}
