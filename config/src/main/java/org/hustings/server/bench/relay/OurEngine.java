package org.hustings.server.bench.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Our media engine in a process of its own ([EngineProcess]), told line by line what to do.
final class OurEngine implements Relay {
  private final InetAddress host;
  private final Process process;
  private final Writer toIt;
  private final BufferedReader fromIt;

  private OurEngine(InetAddress host, Process process) {
    this.host = host;
    this.process = process;
    this.toIt = process.outputWriter(StandardCharsets.UTF_8);
    this.fromIt =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /// @param prefix a command that starts it on its core; may be empty
  static OurEngine start(InetAddress host, List<String> prefix) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(ProcessHandle.current().info().command().orElse("java"));
    // As the bench was started, and with it the server.
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            EngineProcess.class.getName(),
            host.getHostAddress()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new OurEngine(host, process);
  }

  @Override
  public String name() {
    return "hustings";
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.of(process.pid());
  }

  @Override
  public Ports bridge(InetSocketAddress one, InetSocketAddress other) throws IOException {
    String[] answer = ask("bridge " + one.getPort() + " " + other.getPort()).split(" ", -1);
    if (answer.length != 3) {
      throw new IOException("the engine's process gave no ports: " + String.join(" ", answer));
    }
    return new Ports(
        new InetSocketAddress(host, Integer.parseInt(answer[1])),
        new InetSocketAddress(host, Integer.parseInt(answer[2])));
  }

  @Override
  public void clear() throws IOException {
    ask("clear");
  }

  private String ask(String request) throws IOException {
    toIt.write(request + "\n");
    toIt.flush();
    for (String line = fromIt.readLine(); line != null; line = fromIt.readLine()) {
      if (line.startsWith(EngineProcess.ANSWER)) {
        return line;
      }
    }
    throw new IOException("the engine's process has ended; why stands above");
  }

  /// It ends when nobody speaks to it any more.
  @Override
  public void close() throws IOException {
    toIt.close();
  }
}
