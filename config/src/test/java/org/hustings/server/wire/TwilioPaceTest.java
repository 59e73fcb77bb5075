package org.hustings.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hustings.telephony.peers.FreePorts;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Subscribers;
import org.hustings.telephony.twilio.webhook.Signature;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long Twilio waits for an answer, by hand: four of its connections ask what now, one request
/// after the other.
@Tag("long")
class TwilioPaceTest {
  private static final int AT_ONCE = 4;
  private static final int EACH = 500;

  @TempDir private Path directory;

  @Test
  void webhooks_answer_at_once() throws Exception {
    ShiftedClock clock = ShiftedClock.inTheMorning();
    try (TwilioOnTheWire twilio =
            new TwilioOnTheWire(clock, Subscribers.all(new Behaviour.Busy()));
        RunningServer server =
            RunningServer.withTrunkTo(FreePorts.one(), clock, directory, twilio.settings());
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long[] _ = round(client, threads, server.api());
      long[] nanos = round(client, threads, server.api());
      System.out.printf(
          "%d webhooks, %d at once: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
          nanos.length,
          AT_ONCE,
          nanos[nanos.length / 2] / 1e6,
          nanos[nanos.length * 99 / 100] / 1e6,
          nanos[nanos.length - 1] / 1e6);
      assertThat(nanos).hasSize(AT_ONCE * EACH);
    }
  }

  private static long[] round(HttpClient client, ExecutorService threads, URI server)
      throws Exception {
    List<Callable<long[]>> all = new ArrayList<>();
    IntStream.range(0, AT_ONCE).forEach(_ -> all.add(() -> ask(client, server)));
    List<long[]> taken = new ArrayList<>();
    for (Future<long[]> one : threads.invokeAll(all)) {
      taken.add(one.get());
    }
    return taken.stream().flatMapToLong(Arrays::stream).sorted().toArray();
  }

  private static long[] ask(HttpClient client, URI server) throws Exception {
    long[] nanos = new long[EACH];
    for (int i = 0; i < EACH; i++) {
      String target = "/leg/" + UUID.randomUUID() + "/next?n=1";
      TreeMap<String, String> form = new TreeMap<>();
      form.put("AccountSid", TwilioOnTheWire.ACCOUNT);
      form.put("CallSid", "CA" + "0".repeat(32));
      form.put("CallStatus", "in-progress");
      String signature =
          Signature.of(TwilioOnTheWire.TOKEN, TwilioOnTheWire.PUBLIC + "/twilio" + target, form);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server + "/twilio" + target))
              .timeout(Duration.ofSeconds(10))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("X-Twilio-Signature", signature)
              .POST(
                  BodyPublishers.ofString(
                      form.entrySet().stream()
                          .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), UTF_8))
                          .collect(Collectors.joining("&"))))
              .build();
      long begun = System.nanoTime();
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      nanos[i] = System.nanoTime() - begun;
      assertThat(response.statusCode()).isEqualTo(200);
    }
    return nanos;
  }
}
