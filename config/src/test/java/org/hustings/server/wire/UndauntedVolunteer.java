package org.hustings.server.wire;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.sip.stack.Transport;
import tools.jackson.databind.JsonNode;

/// A volunteer of a shift whose server, database or network fail again and again: dials in, works,
/// and whenever all breaks down begins anew. Notes what was confirmed to them.
final class UndauntedVolunteer implements Runnable {
  private static final Duration TRY_AGAIN = Duration.ofMillis(300);
  private static final List<String> SAID = List.of("SUCCESSFUL", "REFUSED", "NO_ANSWER");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Post post;
  private final Volunteer who;
  private final String telephone;
  private final RandomGenerator random;

  /// Where they work.
  ///
  /// @param dialIn where the server is to be called
  /// @param confirmed by attempt: the code that the server said it had saved
  /// @param over whether no new call is to be begun
  record Post(
      Carrier carrier,
      URI api,
      InetSocketAddress dialIn,
      long project,
      ConcurrentMap<String, String> confirmed,
      BooleanSupplier over) {}

  UndauntedVolunteer(Post post, Volunteer who, String telephone, RandomGenerator random) {
    this.post = post;
    this.who = who;
    this.telephone = telephone;
    this.random = random;
  }

  @Override
  public void run() {
    try {
      while (!post.over().getAsBoolean()) {
        oneLife();
        rest(TRY_AGAIN);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void oneLife() throws InterruptedException {
    try (Screen screen = Screen.of(Api.signedIn(post.api(), who.login(), Campaign.PASSWORD));
        VolunteerPhone phone = post.carrier().phone(telephone)) {
      var target = new VolunteerPhone.Target(post.dialIn(), Transport.UDP, Campaign.DIAL_IN);
      if (phone.dialIn(target, who.number(), who.pin())
          instanceof VolunteerPhone.Answer.Connected) {
        screen.awaitState("READY");
        screen.choose(post.project());
        work(screen);
        screen.leave();
        boolean _ = phone.awaitEnd(PATIENCE);
      }
    } catch (AssertionError _) {
      // The server is gone, or its database: that is what this is about. The next life begins.
    }
  }

  private void work(Screen screen) throws InterruptedException {
    while (!post.over().getAsBoolean()) {
      if (screen.next().has("entry")) {
        if (screen.tryCall().status() / 100 != 2) {
          screen.trySkip();
        }
        finish(screen);
      } else {
        rest(TRY_AGAIN);
      }
    }
  }

  private void finish(Screen screen) throws InterruptedException {
    while (true) {
      JsonNode session = screen.awaitState("READY", "PREVIEWING", "TALKING", "WRAP_UP");
      switch (session.path("state").asString()) {
        case "TALKING" -> talk(screen, session);
        case "WRAP_UP" -> say(screen, session);
        case "PREVIEWING" -> screen.trySkip();
        case String _ -> {
          return;
        }
      }
    }
  }

  private void talk(Screen screen, JsonNode session) throws InterruptedException {
    rest(Duration.ofMillis(random.nextLong(50, 1_000)));
    boolean may = session.path("allowed").toString().contains("DROP_VOICEMAIL");
    if (may && random.nextInt(100) < 35) {
      screen.tryDropVoicemail();
    } else {
      screen.tryHangUp();
    }
    screen.await(
        now -> !now.path("state").asString().equals("TALKING"), "the end of the conversation");
  }

  private void say(Screen screen, JsonNode session) {
    if (session.at("/call/recorded").isMissingNode()) {
      String attempt = session.at("/call/attempt").asString();
      boolean talked = session.at("/call/answeredAt").isString();
      String code =
          talked
              ? SAID.get(random.nextInt(SAID.size()))
              : session.at("/call/suggested").asString("NO_ANSWER");
      if (screen.tryDispose(attempt, code, "said " + attempt).status() == 200) {
        post.confirmed().put(attempt, code);
      }
    }
    screen.awaitState("READY");
  }

  /// A person's pause.
  private static void rest(Duration duration) throws InterruptedException {
    boolean _ = new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
