package org.hustings.schema.embedded;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The settings of the embedded server: durable, on loopback alone, and quiet about what is in it.
/// Written anew at each start into a file that `postgresql.conf` includes; whoever wants another
/// value sets it after that line.
record Configuration(int port) {
  static final String FILE = "hustings.conf";

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          // What was answered with success survives a crash of the machine (R22).
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          // Reachable from this machine only, and only with a password.
          Map.entry("listen_addresses", "'127.0.0.1'"),
          Map.entry("unix_socket_directories", "''"),
          Map.entry("password_encryption", "'scram-sha-256'"),
          Map.entry("max_connections", "100"),
          // The queue's tables change all day: looked after every 5 s instead of every minute.
          Map.entry("autovacuum_naptime", "'5s'"),
          Map.entry("shared_buffers", "'256MB'"),
          Map.entry("checkpoint_timeout", "'15min'"),
          // Short statements on data that is in memory.
          Map.entry("jit", "off"),
          Map.entry("random_page_cost", "1.1"),
          // No voter's name or number in the log: neither statements nor the details of errors.
          Map.entry("log_min_error_statement", "panic"),
          Map.entry("log_min_duration_statement", "-1"),
          Map.entry("log_error_verbosity", "terse"),
          Map.entry("log_line_prefix", "'%m [%p] '"),
          Map.entry("log_timezone", "'UTC'"),
          Map.entry("timezone", "'UTC'"));

  String text() {
    Map<String, String> all = new TreeMap<>(SETTINGS);
    all.put("port", Integer.toString(port));
    return all.entrySet().stream()
        .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
        .collect(
            Collectors.joining(
                "", "# Written at every start. Set other values after the include of this.\n", ""));
  }
}
