package org.hustings.telephony.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StrangerLimitTest {
  private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress OTHER = InetAddress.ofLiteral("2001:db8::7");
  private static final int PER_SECOND = 3;

  private final StrangerLimit limit = new StrangerLimit(PER_SECOND, 8445, 0);

  private int admittedOf(int many, InetAddress host, Duration at) {
    int admitted = 0;
    for (int i = 0; i < many; i++) {
      admitted += limit.admits(host, at.toNanos()) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void of_one_host_so_many_datagrams_a_second_are_looked_at_and_no_more() {
    assertThat(admittedOf(10, HOST, Duration.ofMillis(1))).isEqualTo(PER_SECOND);
    assertThat(admittedOf(10, HOST, Duration.ofMillis(999))).isZero();
    assertThat(admittedOf(10, HOST, Duration.ofSeconds(1))).isEqualTo(PER_SECOND);
  }

  @Test
  void a_host_that_floods_us_takes_nothing_from_another() {
    admittedOf(1_000, HOST, Duration.ZERO);

    assertThat(admittedOf(10, OTHER, Duration.ZERO)).isEqualTo(PER_SECOND);
  }
}
