package org.hustings.telephony.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.telephony.sip.call.Peer;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.Transport;

/// All trunks, and the peers that are none.
final class Trunks {
  private static final String KNOWN_PEER = "known-peer";

  private final List<Trunk> trunks;
  private final Map<String, Trunk> byName = new HashMap<>();
  private final List<Cidr> knownPeers;
  private final RandomGenerator random;

  Trunks(SipConfig config, RandomGenerator random) {
    this.trunks =
        config.trunks().stream().map(it -> new Trunk(it, config.listen().bind())).toList();
    this.knownPeers = config.knownPeers();
    this.random = random;
    trunks.forEach(trunk -> byName.put(trunk.config().name(), trunk));
  }

  List<Trunk> all() {
    return trunks;
  }

  Optional<Trunk> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// A channel of the first trunk, by priority and then by weighted lot, that has one.
  Admission admit(Instant now) {
    return admit(now, Set.of());
  }

  /// As [#admit(Instant)], but of none of these.
  Admission admit(Instant now, Set<Trunk> but) {
    List<Admission.NotNow> refusals = new ArrayList<>();
    for (Trunk trunk : inTurn()) {
      if (but.contains(trunk)) {
        continue;
      }
      switch (trunk.admit(now)) {
        case Admission.Admitted admitted -> {
          return admitted;
        }
        case Admission.NotNow refusal -> refusals.add(refusal);
      }
    }
    return refusals.stream()
        .min(Comparator.comparing(Admission.NotNow::again))
        .orElseGet(() -> new Admission.NotNow("no-trunk", now.plusSeconds(60)));
  }

  private List<Trunk> inTurn() {
    if (trunks.size() < 2) {
      return trunks;
    }
    Map<Integer, List<Trunk>> byPriority = new TreeMap<>();
    for (Trunk trunk : trunks) {
      byPriority
          .computeIfAbsent(trunk.config().capacity().priority(), _ -> new ArrayList<>())
          .add(trunk);
    }
    List<Trunk> order = new ArrayList<>();
    byPriority.values().forEach(group -> order.addAll(shuffled(group)));
    return order;
  }

  /// Drawn without putting back, each by its weight.
  private List<Trunk> shuffled(List<Trunk> group) {
    List<Trunk> left = new ArrayList<>(group);
    List<Trunk> drawn = new ArrayList<>();
    while (!left.isEmpty()) {
      int sum = left.stream().mapToInt(trunk -> trunk.config().capacity().weight()).sum();
      int lot = random.nextInt(sum);
      int index = 0;
      while (lot >= left.get(index).config().capacity().weight()) {
        lot -= left.get(index).config().capacity().weight();
        index++;
      }
      drawn.add(left.remove(index));
    }
    return drawn;
  }

  boolean admits(InetAddress source) {
    return trunks.stream().anyMatch(trunk -> trunk.owns(source)) || isKnownPeer(source);
  }

  /// Who is behind an address: a trunk, or else a known peer.
  Optional<Peer> peerAt(InetSocketAddress source) {
    InetAddress address = source.getAddress();
    return trunks.stream()
        .filter(trunk -> trunk.owns(address))
        .findFirst()
        .map(trunk -> peer(trunk.config().name(), source, trunk.config().address().transport()))
        .or(() ->
            isKnownPeer(address)
                ? Optional.of(peer(KNOWN_PEER, source, Transport.UDP))
                : Optional.empty());
  }

  private Peer peer(String name, InetSocketAddress source, Transport transport) {
    return new Peer(
        name,
        new Hop(source, transport),
        named(name).isPresent() ? named(name).orElseThrow()::owns : source.getAddress()::equals);
  }

  /// The name that is to be in the certificate of whoever is at an address.
  Optional<String> certifiedName(InetAddress address) {
    return trunks.stream()
        .filter(trunk -> trunk.config().address().transport() == Transport.TLS)
        .filter(trunk -> trunk.owns(address))
        .map(trunk -> trunk.config().address().host())
        .findFirst();
  }

  private boolean isKnownPeer(InetAddress address) {
    return knownPeers.stream().anyMatch(block -> block.contains(address));
  }
}
