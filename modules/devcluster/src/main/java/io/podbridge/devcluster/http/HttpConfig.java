package io.podbridge.devcluster.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** How Pekko is set up for the server; each line with its reason. */
public final class HttpConfig {
    private HttpConfig() {}

    public static Config load() {
        return ConfigFactory.parseString(OWN).withFallback(ConfigFactory.load());
    }

    private static final String OWN = """
        pekko {
          # The program that embeds the server decides when it ends.
          jvm-shutdown-hooks = off
          coordinated-shutdown.run-by-jvm-shutdown-hook = off
          loglevel = WARNING
          stdout-loglevel = WARNING
          http.server {
            server-header = ""
            enable-http2 = on
            # As kube-apiserver; a client that wants more opens another connection.
            http2.max-concurrent-streams = 100
            # Watches, logs and execs are silent for as long as nothing happens.
            idle-timeout = infinite
            request-timeout = infinite
            # Each watch over a WebSocket has a connection of its own.
            max-connections = 65536
            backlog = 4096
            # Proxied paths are handed on letter by letter.
            raw-request-uri-header = on
            # Body sizes are judged where a Status can be answered.
            parsing.max-content-length = infinite
          }
          http.client {
            # A followed log may be silent for hours.
            idle-timeout = infinite
            connecting-timeout = 10s
          }
          http.parsing {
            # Client certificates.
            ssl-session-attribute = on
            # As kube-apiserver (Go's http.DefaultMaxHeaderBytes): the command of an exec is in the URI.
            max-uri-length = 1m
            # Tokens may be long.
            max-header-value-length = 64k
            uri-parsing-mode = relaxed
            # kubectl's names of protocols are not what RFC 6455 allows.
            illegal-header-warnings = off
            max-to-strict-bytes = infinite
          }
        }
        """;
}
