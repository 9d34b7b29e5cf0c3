package io.podbridge.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CertificateAgentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ActorTestKit KIT =
            ActorTestKit.create(ConfigFactory.parseString("pekko.actor.testkit.typed.filter-leeway = 20s")
                    .withFallback(ConfigFactory.load()));

    private final FakeRequests api = new FakeRequests();
    private final LinkedBlockingQueue<Rotation.Issued> used = new LinkedBlockingQueue<>();

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    @Test
    void whatIsIssuedIsUsedWithItsKeyAndNothingElseIsRequested() throws Exception {
        agent(used::add);
        Rotation.Issued issued = next();
        assertThat(issued.chain().getFirst().getPublicKey())
                .isEqualTo(issued.keys().getPublic());
        assertThat(api.made()).isEqualTo(1);
    }

    @Test
    void aCertificateThatCannotBeUsedIsFollowedByAnother() throws Exception {
        LoggingTestKit.error(IdentityException.class).expect(KIT.system(), () -> {
            agent(issued -> {
                used.add(issued);
                if (api.made() == 1) {
                    throw new IdentityException("cannot be used");
                }
            });
            return api.made();
        });
        Rotation.Issued first = next();
        Rotation.Issued second = next();
        assertThat(second.keys().getPublic()).isNotEqualTo(first.keys().getPublic());
        assertThat(api.made()).isEqualTo(2);
    }

    @Test
    void endsWhenItIsTold() throws Exception {
        ActorRef<CertificateAgent.Command> agent = agent(used::add);
        next();
        agent.tell(new CertificateAgent.Stop());
        KIT.createTestProbe().expectTerminated(agent, PATIENCE);
    }

    private ActorRef<CertificateAgent.Command> agent(Consumer<Rotation.Issued> use) {
        ServingIdentity identity = new ServingIdentity("node-1", List.of("127.0.0.1"));
        return KIT.spawn(CertificateAgent.create(
                api, identity, new Rotation(RotationPacing.USUAL), InstantSource.system(), () -> 0, use));
    }

    private Rotation.Issued next() throws InterruptedException {
        Rotation.Issued issued = used.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(issued).as("a certificate in time").isNotNull();
        return issued;
    }
}
