package io.podbridge.http.kubelet;

import com.typesafe.config.ConfigFactory;
import io.podbridge.core.kubelet.AccessSettings;
import io.podbridge.core.kubelet.KubeletSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.ActorSystem;

/** Settings of tests. */
final class Settings {

    static final AccessSettings OPEN = new AccessSettings(Optional.empty(), false, true, true);

    private Settings() {}

    /** With the dispatcher of the processes of {@link LocalSession}. */
    static ActorSystem system(String name) {
        return ActorSystem.create(
                name,
                ConfigFactory.parseString("pinned { type = PinnedDispatcher, executor = thread-pool-executor }")
                        .withFallback(ConfigFactory.load()));
    }

    static KubeletSettings with(AccessSettings access) {
        return new KubeletSettings(
                true,
                "127.0.0.1",
                0,
                Optional.empty(),
                0,
                List.of("127.0.0.1"),
                Optional.empty(),
                Optional.empty(),
                false,
                access,
                1000,
                1024,
                Duration.ofHours(4),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5));
    }
}
