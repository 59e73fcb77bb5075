package org.hustings.server.bench.relay;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.telephony.media.PortRange;

/// An rtpengine of its own, in user space (`--table=-1`). It is told what to do by its "ng"
/// protocol: a cookie, a blank and a bencoded dictionary in a datagram, answered under the same
/// cookie.
public final class Rtpengine implements Relay {
  private static final int ANSWERS_WITHIN_MILLIS = 500;
  private static final int TRIES = 20;
  private static final int LARGEST = 65_535;
  private static final Pattern AUDIO = Pattern.compile("m=audio (\\d+) ");

  private final InetAddress host;
  private final Process process;
  private final DatagramSocket control;
  private final List<String> calls = new ArrayList<>();
  private int cookies;

  private Rtpengine(InetAddress host, Process process, DatagramSocket control) {
    this.host = host;
    this.process = process;
    this.control = control;
  }

  /// With one worker, since it gets one core.
  ///
  /// @param prefix a command that starts it on its core; may be empty
  /// @param log where its own words go
  static Rtpengine onACore(InetAddress host, List<String> prefix, Path log) throws IOException {
    List<String> options = List.of("--num-threads=1", "--port-min=40000", "--port-max=59999");
    return start(host, prefix, options, log);
  }

  /// With as many workers as it takes by itself.
  ///
  /// @param ports for media
  /// @param log where its own words go
  public static Rtpengine start(InetAddress host, PortRange ports, Path log) throws IOException {
    List<String> options =
        List.of("--port-min=" + ports.first(), "--port-max=" + (ports.last() - 1));
    return start(host, List.of(), options, log);
  }

  private static Rtpengine start(
      InetAddress host, List<String> prefix, List<String> options, Path log) throws IOException {
    DatagramSocket control = new DatagramSocket(new InetSocketAddress(host, 0));
    control.setSoTimeout(ANSWERS_WITHIN_MILLIS);
    int port = freePort(host);
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            "rtpengine",
            "--foreground",
            "--config-file=none",
            "--table=-1",
            "--log-stderr",
            "--log-level=4",
            "--interface=" + host.getHostAddress(),
            "--listen-ng=" + host.getHostAddress() + ":" + port));
    command.addAll(options);
    Process process = Installed.start(command, "rtpengine-daemon", log);
    control.connect(new InetSocketAddress(host, port));
    Rtpengine engine = new Rtpengine(host, process, control);
    try {
      engine.ask(Map.of("command", "ping"));
    } catch (IOException silent) {
      engine.close();
      throw new IOException("rtpengine does not answer; what it said stands in " + log, silent);
    }
    return engine;
  }

  private static int freePort(InetAddress host) throws IOException {
    try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(host, 0))) {
      return probe.getLocalPort();
    }
  }

  /// Where it is told what to do.
  public InetSocketAddress control() {
    return new InetSocketAddress(control.getInetAddress(), control.getPort());
  }

  @Override
  public String name() {
    return "rtpengine";
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.of(process.pid());
  }

  @Override
  public Ports bridge(InetSocketAddress one, InetSocketAddress other) throws IOException {
    String call = "bench-" + process.pid() + "-" + cookies;
    calls.add(call);
    InetSocketAddress forOther = tell("offer", call, one);
    InetSocketAddress forOne = tell("answer", call, other);
    return new Ports(forOne, forOther);
  }

  /// @return where whoever gets the description that came back is to send
  private InetSocketAddress tell(String command, String call, InetSocketAddress end)
      throws IOException {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("command", command);
    request.put("call-id", call);
    request.put("from-tag", "one");
    if (command.equals("answer")) {
      request.put("to-tag", "other");
    }
    request.put("sdp", description(end));
    Map<String, String> answer = ask(request);
    Matcher audio = AUDIO.matcher(answer.getOrDefault("sdp", ""));
    if (!audio.find()) {
      throw new IOException("rtpengine gave no port: " + answer);
    }
    return new InetSocketAddress(host, Integer.parseInt(audio.group(1)));
  }

  private static String description(InetSocketAddress end) {
    String host = end.getAddress().getHostAddress();
    return String.join(
        "\r\n",
        "v=0",
        "o=- 1 1 IN IP4 " + host,
        "s=-",
        "c=IN IP4 " + host,
        "t=0 0",
        "m=audio " + end.getPort() + " RTP/AVP 0",
        "a=rtpmap:0 PCMU/8000",
        "a=ptime:20",
        "");
  }

  private Map<String, String> ask(Map<String, String> request) throws IOException {
    String cookie = "c" + cookies++;
    byte[] datagram = (cookie + " " + Bencode.write(request)).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      try {
        control.send(new DatagramPacket(datagram, datagram.length));
        return answer(cookie);
      } catch (SocketTimeoutException | java.net.PortUnreachableException _) {
        pause();
      }
    }
    throw new IOException("no answer to " + request.get("command"));
  }

  private Map<String, String> answer(String cookie) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (true) {
      control.receive(packet);
      String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      if (text.startsWith(cookie + " ")) {
        return Bencode.texts(text.substring(cookie.length() + 1));
      }
    }
  }

  private void pause() throws IOException {
    try {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IOException("rtpengine ended with " + process.exitValue());
      }
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", cause);
    }
  }

  @Override
  public void clear() throws IOException {
    for (String call : calls) {
      ask(Map.of("command", "delete", "call-id", call, "from-tag", "one", "delete-delay", "0"));
    }
    calls.clear();
  }

  @Override
  public void close() {
    control.close();
    process.destroy();
  }
}
