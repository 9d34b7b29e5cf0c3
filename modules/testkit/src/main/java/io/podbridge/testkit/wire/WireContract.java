package io.podbridge.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.wire.CborSerializer;
import io.podbridge.core.wire.PodCodec;
import io.podbridge.core.wire.WireTypes;
import java.io.NotSerializableException;
import java.time.Duration;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.awaitility.Awaitility;

/**
 * Sends samples of every message to itself. The samples are made from the records' components, all alternatives of a
 * sealed type among them, so a new message or component is covered by being written.
 */
public final class WireContract {

    private WireContract() {}

    /**
     * Checks all types.
     *
     * @param pod what to put where a pod is wanted; {@code pods} must read it from its manifest as it is
     * @throws AssertionError naming the message that does not arrive as it was sent
     */
    public static void check(WireTypes types, PodCodec pods, Pod pod) {
        ActorSystem<Void> system = ActorSystem.create(
                Behaviors.empty(),
                "wire-contract",
                ActorSystemSetup.create(
                        BootstrapSetup.create(ConfigFactory.defaultReference()), CborSerializer.setup(types, pods)));
        try {
            Samples samples = new Samples(pod, system);
            types.all().forEach(type -> samples.of(type).forEach(message -> check(system, message)));
        } finally {
            system.terminate();
            Awaitility.await("the actor system to end")
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            system.getWhenTerminated().toCompletableFuture().isDone());
        }
    }

    private static void check(ActorSystem<?> system, Object message) {
        var serialization = SerializationExtension.get(system);
        assertThat(serialization.findSerializerFor(message))
                .as("the serializer of %s", message)
                .isInstanceOf(CborSerializer.class);
        if (serialization.findSerializerFor(message) instanceof SerializerWithStringManifest serializer) {
            assertThat(arrived(serializer, message)).isEqualTo(message);
        }
    }

    private static Object arrived(SerializerWithStringManifest serializer, Object message) {
        try {
            return serializer.fromBinary(serializer.toBinary(message), serializer.manifest(message));
        } catch (NotSerializableException e) {
            throw new AssertionError("cannot be read again: " + message, e);
        }
    }
}
