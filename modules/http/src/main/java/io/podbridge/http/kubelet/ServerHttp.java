package io.podbridge.http.kubelet;

import com.typesafe.config.ConfigFactory;
import io.podbridge.core.kubelet.KubeletSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/** How Pekko HTTP is set up for the kubelet API; each line with its reason. */
final class ServerHttp {

    private ServerHttp() {}

    static ServerSettings settings(ClassicActorSystemProvider system, KubeletSettings settings) {
        Duration idle = settings.idleTimeout().plus(Duration.ofMinutes(1));
        Map<String, Object> configured = Map.of(
                "pekko.http.server.max-connections",
                settings.maxConnections(),
                // Lies below TLS and counts for what a connection has become, too: it must not cut that.
                "pekko.http.server.idle-timeout",
                idle.toMillis() + " ms");
        return ServerSettings.create(ConfigFactory.parseMap(configured)
                .withFallback(ConfigFactory.parseString(OWN))
                .withFallback(system.classicSystem().settings().config()));
    }

    private static final String OWN = """
        pekko.http.server {
          server-header = ""
          request-timeout = 60s
          parsing {
            ssl-session-attribute = on
            uri-parsing-mode = relaxed
            # Names of protocols that kubectl offers are not what RFC 6455 allows.
            ignore-illegal-header-for = ["sec-websocket-protocol"]
            # The command of an exec is in the URI. A kubelet and kube-apiserver take 1 MiB of request line and headers
            # (Go's http.DefaultMaxHeaderBytes); beyond it kube-apiserver has refused already.
            max-uri-length = 1m
            # Tokens of people who are in many groups have more than Pekko's 8 KiB. No 1 MiB as above: there is no
            # bound on the sum, and whoever connects may send max-header-count of them before anybody knows who it is.
            max-header-value-length = 32k
            max-header-count = 64
            # One line in the log for a request that cannot be read, without the text that a stranger chose.
            error-logging-verbosity = simple
          }
        }
        """;
}
