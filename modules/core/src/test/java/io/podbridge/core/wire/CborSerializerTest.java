package io.podbridge.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Manifest;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.core.wire.Sample.Answer;
import io.podbridge.core.wire.Sample.Before;
import io.podbridge.core.wire.Sample.Changed;
import io.podbridge.core.wire.Sample.Circle;
import io.podbridge.core.wire.Sample.Everything;
import io.podbridge.core.wire.Sample.Group;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.dataformat.cbor.CBORMapper;

class CborSerializerTest {
    private static final ActorSystem<Sample> SYSTEM = ActorSystem.create(
            Behaviors.ignore(),
            "wire",
            ActorSystemSetup.create(
                    BootstrapSetup.create(ConfigFactory.load()),
                    CborSerializer.setup(WireTypes.of(List.of(Sample.class)), CborSerializerTest::decode)));
    private static final Serialization SERIALIZATION = SerializationExtension.get(SYSTEM);

    @AfterAll
    static void stop() {
        ActorTestKit.shutdown(SYSTEM);
    }

    static List<Sample> messages() {
        return List.of(
                everything(),
                new Sample.Nothing(),
                new Sample.Event(new PodEvent.Observed(pod("a"))),
                new Sample.Event(new PodEvent.Reported(report())),
                new Sample.Event(new PodEvent.CreateFailed(
                        new ProviderFailure.Rejected("Quota", "none left", Optional.of(Duration.ofSeconds(3))))),
                new Sample.Event(new PodEvent.StatusRefused(PodEvent.Refusal.CONFLICT, "late", Optional.empty())),
                new Sample.OnePod(pod("b")),
                new Answer(Outcome.of("yes")),
                new Answer(Outcome.failed(new ProviderFailure.Invalid("Bad", "no"))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsSentArrives(Sample message) throws Exception {
        assertThat(roundTrip(message)).isEqualTo(message);
    }

    @Test
    void aPodTravelsAsItsManifest() {
        Pod pod = pod("just-these-bytes");
        assertThat(bytes(new Sample.OnePod(pod)))
                .hasSizeLessThan(pod.manifest().json().length + 16)
                .containsSequence(pod.manifest().json());
    }

    @Test
    void onlyWhatIsBelowARootMayTravel() {
        record Stranger() implements Wire {}
        assertThatThrownBy(() -> SERIALIZATION.serializerFor(Stranger.class).toBinary(new Stranger()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CborSerializer.class
                        .cast(SERIALIZATION.serializerFor(Stranger.class))
                        .manifest(new Stranger()))
                .hasMessageContaining("Stranger");
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> read(new byte[] {}, "java.lang.Runtime"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("java.lang.Runtime");
    }

    @Test
    void anUnknownComponentTypeIsRefused() {
        byte[] stranger = cbor(Map.of("event", Map.of("@", "Runtime")));
        assertThatThrownBy(() -> read(stranger, "Sample.Event")).isInstanceOf(NotSerializableException.class);
    }

    @Test
    void brokenBytesAreRefused() {
        byte[] bytes = bytes(everything());
        bytes[bytes.length / 2] ^= 0x55;
        byte[] half = java.util.Arrays.copyOf(bytes, bytes.length / 2);
        assertThatThrownBy(() -> read(half, "Sample.Everything")).isInstanceOf(NotSerializableException.class);
    }

    @Test
    void whatIsNoPodIsRefused() {
        byte[] bytes = cbor(Map.of("pod", new byte[0]));
        assertThatThrownBy(() -> read(bytes, "Sample.OnePod")).isInstanceOf(NotSerializableException.class);
    }

    @Test
    void whatNestsTooDeepIsRefused() {
        Sample.Shape shape = new Circle(1);
        for (int depth = 0; depth < 60; depth++) {
            shape = new Group(List.of(shape));
        }
        Everything deep = with(shape);
        assertThatThrownBy(() -> roundTrip(deep)).isInstanceOf(NotSerializableException.class);
    }

    @Test
    void anOlderReplicaIsUnderstood() throws Exception {
        assertThat(read(bytes(new Before("k", "d")), "Sample.Changed"))
                .isEqualTo(new Changed("k", Optional.empty(), 0));
    }

    @Test
    void aMessageWithoutWhatItMustHaveIsRefused() {
        assertThatThrownBy(() -> read(bytes(new Changed("k", Optional.of("a"), 1)), "Sample.Before"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("dropped");
    }

    private static Everything everything() {
        return with(new Group(List.of(new Circle(1.5), new Group(List.of()))));
    }

    private static Everything with(Sample.Shape shape) {
        return new Everything(
                "text",
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                0.1,
                true,
                Instant.parse("2026-01-02T03:04:05.123456789Z"),
                Duration.ofNanos(1_000_000_001),
                Optional.of("some"),
                Optional.empty(),
                List.of(shape),
                Map.of("a", 1),
                Manifest.of(new byte[] {0, -1, 2}),
                SYSTEM,
                Sample.Colour.GREEN);
    }

    private static PodReport report() {
        var ended = new ContainerState.Terminated(
                137, Optional.of(9), "OOMKilled", "", Optional.empty(), Optional.of(Instant.EPOCH));
        var status = new ContainerStatus(
                "c",
                "i",
                Optional.of("x://1"),
                false,
                2,
                new ContainerState.Waiting("CrashLoopBackOff", ""),
                Optional.of(ended));
        return new PodReport(
                new PodId("u", "n", "p"), List.of(), List.of(status), Optional.of("10.0.0.1"), Optional.empty());
    }

    private static Pod pod(String text) {
        return decode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Pod decode(byte[] manifest) {
        if (manifest.length == 0) {
            throw new IllegalArgumentException("empty");
        }
        PodSpec spec = new PodSpec(
                RestartPolicy.ALWAYS, Duration.ZERO, Optional.empty(), "", "h", List.of(), List.of(), Set.of());
        PodId id = new PodId("uid", "ns", new String(manifest, StandardCharsets.UTF_8));
        return new Pod(id, "1", 1, Map.of(), Map.of(), Optional.empty(), spec, PodStatus.none(), Manifest.of(manifest));
    }

    private static byte[] bytes(Sample message) {
        return SERIALIZATION.serialize(message).get();
    }

    private static Object roundTrip(Sample message) throws NotSerializableException {
        return read(
                bytes(message),
                CborSerializer.class
                        .cast(SERIALIZATION.findSerializerFor(message))
                        .manifest(message));
    }

    private static Object read(byte[] bytes, String manifest) throws NotSerializableException {
        return CborSerializer.class
                .cast(SERIALIZATION.serializerFor(Sample.Nothing.class))
                .fromBinary(bytes, manifest);
    }

    private static byte[] cbor(Object value) {
        return new CBORMapper().writeValueAsBytes(value);
    }
}
