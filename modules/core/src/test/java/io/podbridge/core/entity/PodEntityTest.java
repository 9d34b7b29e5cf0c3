package io.podbridge.core.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.QuietActors;
import io.podbridge.core.events.EventRecorder;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.lifecycle.Lifecycle;
import io.podbridge.core.lifecycle.PodState;
import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.LifecycleSettings;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.PodEvent.Refusal;
import io.podbridge.core.pod.SamplePods;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.roster.Digest;
import io.podbridge.core.roster.EntityIndex;
import io.podbridge.core.roster.PodShards;
import io.podbridge.core.roster.Roster;
import io.podbridge.core.roster.RosterAnswer;
import io.podbridge.core.status.StatusWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PodEntityTest {
    private static final String UID = "uid-a";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final LifecycleSettings LIFECYCLE = new LifecycleSettings(
            SECOND, Duration.ofMinutes(5), SECOND, SECOND, Duration.ofSeconds(10), "10.0.0.1", false);

    private final QuietActors actors = new QuietActors();
    private final FakeKubeApi api = new FakeKubeApi("n1");
    private final FakeNode node = new FakeNode();
    private final EntityIndex index = new EntityIndex(new PodShards(1));

    /** Everybody whom the entity tells something, in one, so that the order shows. */
    private final TestInbox<Object> world = TestInbox.create();

    private final ActorRef<Object> entity = actors.start(PodCommand.class, PodEntity.create(UID, world(), services()));

    @BeforeEach
    void hearTheFirstDigest() {
        index.arrived(0, "1");
        new Roster(index, 0)
                .compare(new Digest(
                        0,
                        1,
                        "1",
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        TestInbox.<RosterAnswer>create().getRef()));
    }

    @AfterEach
    void shutDown() {
        actors.close();
    }

    @Test
    void carriesOutWhatTheLifecycleDecidesInOrder() {
        var pod = api.put(SamplePods.pod("a"));
        var deleting = api.askForDeletion(UID, actors.clock().instant(), Duration.ZERO);
        var report = SamplePods.report("a", "10.1.0.1");
        List<PodEvent> story = List.of(
                new PodEvent.Observed(pod),
                new PodEvent.Created(report, "volumes[].nfs"),
                new PodEvent.StatusRefused(Refusal.INVALID, "no", Optional.empty()),
                new PodEvent.Reported(SamplePods.report("a", "10.1.0.2")),
                new PodEvent.Observed(deleting),
                new PodEvent.Deleted(Optional.empty()),
                new PodEvent.StatusWritten("999"),
                new PodEvent.ObjectRemoved());
        List<Class<?>> expected = new ArrayList<>();
        var state = PodState.initial();
        for (PodEvent event : story) {
            var transition = Lifecycle.next(
                    state, event, new LifecycleContext(actors.clock().instant(), 0, LIFECYCLE));
            transition.effects().stream().flatMap(PodEntityTest::message).forEach(expected::add);
            state = transition.next();
            happen(event);
        }
        assertThat(expected).hasSizeGreaterThan(6);
        assertThat(world.getAllReceived()).extracting(Object::getClass).isEqualTo(expected);
        assertThat(describe()).isEqualTo(state.name());
    }

    @Test
    void aHandOffLetsGoOfThePlatformAndOfTheIndex() {
        happen(new PodEvent.Observed(api.put(SamplePods.pod("a"))));
        var create = (ProviderCommand.Create) world.receiveMessage();
        assertThat(missing()).isEmpty();
        entity.tell(new PodCommand.HandOff());
        actors.awaitEnd(entity);
        assertThat(missing()).containsExactly(UID);
        assertThat(world.getAllReceived()).containsExactly(new ProviderCommand.LetGo(UID, create.replyTo()));
    }

    @Test
    void whatWasUnderWayTooLongIsReadBeforeAnythingIsMadeOfIt() {
        var old = api.put(SamplePods.pod("a"));
        api.removePod(UID);
        index.drop(0);
        happen(new PodEvent.Observed(old));
        assertThat(describe()).isEqualTo("Confirming");
        assertThat(api.asked().all(Verb.GET_POD)).hasSize(1);
        assertThat(node.confirmations).containsExactly(old.id());
    }

    /** The shard was elsewhere when the pod was made, and a watch that is late tells of it only now. */
    @Test
    void aPodOfBeforeTheShardCameIsReadBeforeItIsMade() {
        var pod = api.put(SamplePods.pod("a"));
        index.arrived(0, pod.resourceVersion());
        happen(new PodEvent.Observed(pod));
        assertThat(api.asked().all(Verb.GET_POD)).hasSize(1);
        assertThat(describe()).as("the read found it").isEqualTo("Locating");
    }

    @Test
    void anAbsenceIsActedOnOnlyAfterTheNodesWord() {
        var pod = api.put(SamplePods.pod("a"));
        happen(new PodEvent.Observed(pod));
        api.removePod(UID);
        happen(new PodEvent.Doubted());
        assertThat(api.asked().all(Verb.GET_POD)).hasSize(1);
        assertThat(node.confirmations).containsExactly(pod.id());
    }

    @Test
    void timersRunDownAndAreForgotten() {
        happen(new PodEvent.Observed(api.put(SamplePods.pod("a"))));
        world.getAllReceived();
        actors.pass(SECOND.minusMillis(1));
        assertThat(world.hasMessages()).isFalse();
        actors.pass(Duration.ofMillis(1));
        assertThat(world.getAllReceived()).singleElement().isInstanceOf(StatusWriter.Write.class);
    }

    @Test
    void aConflictEndsInAReadOfThatVeryPod() {
        happen(new PodEvent.Observed(api.put(SamplePods.pod("a"))));
        actors.pass(SECOND);
        happen(new PodEvent.StatusRefused(Refusal.CONFLICT, "another version", Optional.empty()));
        var newer = api.put(SamplePods.pod("a"));
        world.getAllReceived();
        actors.pass(SECOND);
        assertThat(api.asked().all(Verb.GET_POD)).hasSize(1);
        assertThat(world.getAllReceived())
                .singleElement()
                .isInstanceOfSatisfying(
                        StatusWriter.Write.class,
                        write -> assertThat(write.resourceVersion()).isEqualTo(newer.resourceVersion()));
    }

    private static Stream<Class<?>> message(Effect effect) {
        return switch (effect) {
            case Effect.Locate locate -> Stream.of(ProviderCommand.Locate.class);
            case Effect.Create create -> Stream.of(ProviderCommand.Create.class);
            case Effect.Update update -> Stream.of(ProviderCommand.Update.class);
            case Effect.Delete delete -> Stream.of(ProviderCommand.Delete.class);
            case Effect.WriteStatus write -> Stream.of(StatusWriter.Write.class);
            case Effect.RemoveObject remove -> Stream.of(StatusWriter.Remove.class);
            case Effect.Note note -> Stream.of(EventRecorder.Record.class);
            case Effect.Passivate passivate -> Stream.of(ClusterSharding.Passivate.class);
            case Effect.Read read -> Stream.of();
            case Effect.Confirm confirm -> Stream.of();
            case Effect.Wait wait -> Stream.of();
            case Effect.Cancel cancel -> Stream.of();
        };
    }

    private void happen(PodEvent event) {
        actors.tell(entity, new PodCommand.Happened(event));
    }

    private String describe() {
        var inbox = TestInbox.<PodView>create();
        actors.tell(entity, new PodCommand.Describe(inbox.getRef()));
        return inbox.receiveMessage().state();
    }

    private <T> ActorRef<T> world() {
        return world.getRef().narrow();
    }

    private PodServices services() {
        return new PodServices(
                LIFECYCLE,
                actors.clock(),
                actors.clock(),
                () -> 0,
                api,
                world(),
                world(),
                world(),
                (uid, event) -> {},
                index,
                new VersionProbe(() -> api.podsVersion(new PodScope("n1", false))),
                node,
                "here");
    }

    /** What the roster of the pod's shard would ask for. */
    private List<String> missing() {
        var pod = api.pod(UID).orElseThrow();
        var digest = new Digest(
                0,
                1,
                "1",
                Map.of(UID, pod.resourceVersion()),
                Map.of(),
                Map.of(),
                TestInbox.<RosterAnswer>create().getRef());
        return new Roster(index, 0).compare(digest).answer().missing();
    }
}
