package org.hustings.telephony.media.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What a watch tells its thread, by each way to the system.
@ParameterizedClass
@MethodSource("ways")
class WatchContractTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
  private static final long LONG = 60_000;

  private final Udp udp;
  private final List<UdpSocket> open = new ArrayList<>();
  private final List<UdpSocket> told = new ArrayList<>();
  private Watch watch;
  private UdpSocket mouth;

  WatchContractTest(Udp udp) {
    this.udp = udp;
  }

  static Stream<Udp> ways() {
    return Ways.all();
  }

  @BeforeEach
  void open() throws IOException {
    watch = udp.watch();
    mouth = bound();
  }

  @AfterEach
  void close() throws IOException {
    watch.close();
    open.forEach(UdpSocket::close);
  }

  private UdpSocket bound() throws IOException {
    UdpSocket socket = udp.bind(ANY_PORT, Udp.Families.OF_THE_ADDRESS, 4096);
    open.add(socket);
    return socket;
  }

  private UdpSocket watched() throws IOException {
    UdpSocket socket = bound();
    watch.add(socket, _ -> told.add(socket));
    return socket;
  }

  private void say(UdpSocket to) {
    mouth.send(ByteBuffer.allocateDirect(1), to.local());
  }

  /// Whoever has something is told of, and reads one if it is to.
  private List<UdpSocket> look(boolean reading) throws IOException {
    told.clear();
    int named =
        watch.await(
            0,
            reader -> {
              try {
                reader.readable(0);
                if (reading) {
                  told.getLast().receive(ByteBuffer.allocateDirect(8));
                }
              } catch (IOException cause) {
                throw new AssertionError(cause);
              }
            });
    assertThat(named).isEqualTo(told.size());
    return told;
  }

  @Test
  void a_socket_is_told_of_as_long_as_it_has_something() throws IOException {
    UdpSocket one = watched();
    watched();
    assertThat(look(true)).isEmpty();
    say(one);
    say(one);

    assertThat(look(false)).containsExactly(one);
    assertThat(look(true)).containsExactly(one);
    assertThat(look(true)).containsExactly(one);
    assertThat(look(true)).isEmpty();
  }

  @Test
  void of_many_each_is_told_of_once() throws IOException {
    List<UdpSocket> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(watched());
    }
    many.forEach(this::say);

    assertThat(look(true)).containsExactlyInAnyOrderElementsOf(many);
    assertThat(look(true)).isEmpty();
  }

  @Test
  void a_closed_socket_is_told_of_no_more_and_its_number_may_serve_another() throws IOException {
    UdpSocket one = watched();
    say(one);
    one.close();
    UdpSocket next = watched();

    assertThat(look(true)).isEmpty();
    say(next);
    assertThat(look(true)).containsExactly(next);
  }

  @Test
  void a_reader_may_close_whoever_would_be_next() throws IOException {
    UdpSocket one = bound();
    UdpSocket other = bound();
    watch.add(one, _ -> closeAfter(one, other));
    watch.add(other, _ -> closeAfter(other, one));
    say(one);
    say(other);

    assertThat(look(false)).isNotEmpty();

    assertThat(one.isOpen() && other.isOpen()).isFalse();
    assertThat(look(false)).allMatch(UdpSocket::isOpen);
  }

  private void closeAfter(UdpSocket itself, UdpSocket next) {
    told.add(itself);
    next.close();
  }

  @Test
  void a_closed_socket_is_passed_over() throws IOException {
    UdpSocket one = bound();
    one.close();

    watch.add(one, _ -> told.add(one));

    assertThat(look(true)).isEmpty();
  }

  @Test
  void one_that_was_watched_by_a_broken_watch_is_watched_by_the_next() throws IOException {
    UdpSocket one = watched();
    watch.close();
    watch = udp.watch();
    watch.add(one, _ -> told.add(one));
    say(one);

    assertThat(look(true)).containsExactly(one);
    one.close();
    assertThat(look(true)).isEmpty();
  }

  @Test
  void who_waits_is_woken_up_also_if_asked_before() throws Exception {
    watch.wakeUp();
    assertThat(watch.await(LONG, _ -> {})).isZero();

    CompletableFuture<Integer> woken = new CompletableFuture<>();
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                woken.complete(watch.await(LONG, _ -> {}));
              } catch (IOException cause) {
                woken.completeExceptionally(cause);
              }
            });
    watch.wakeUp();
    watch.wakeUp();
    assertThat(woken.get(10, TimeUnit.SECONDS)).isZero();
    waiting.join();
  }

  @Test
  void who_waits_hears_what_comes() throws Exception {
    UdpSocket one = watched();
    CompletableFuture<Integer> heard = new CompletableFuture<>();
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                heard.complete(watch.await(LONG, _ -> {}));
              } catch (IOException cause) {
                heard.completeExceptionally(cause);
              }
            });
    say(one);
    assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    waiting.join();
  }

  @Test
  void a_closed_watch_says_so() throws IOException {
    watch.close();
    watch.close();

    watch.wakeUp();
    assertThatThrownBy(() -> watch.await(0, _ -> {})).isInstanceOf(IOException.class);
  }

  @Test
  void a_socket_of_another_way_is_a_fault_of_ours() throws IOException {
    for (Udp way : Ways.all().filter(way -> way.getClass() != udp.getClass()).toList()) {
      try (UdpSocket other = way.bind(ANY_PORT, Udp.Families.OF_THE_ADDRESS, 4096)) {
        assertThatThrownBy(() -> watch.add(other, _ -> {}))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
