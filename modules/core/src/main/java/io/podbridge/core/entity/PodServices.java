package io.podbridge.core.entity;

import io.podbridge.core.events.EventRecorder;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.lifecycle.protocol.LifecycleSettings;
import io.podbridge.core.provider.PodDirectory;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.roster.EntityIndex;
import io.podbridge.core.roster.NodeLine;
import io.podbridge.core.status.StatusWriter;
import java.time.Clock;
import java.util.function.DoubleSupplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Whom an entity works with; the same for all entities of a replica.
 *
 * @param lifecycle the figures of the lifecycle
 * @param clock the time
 * @param steady a clock that is never set, for durations
 * @param jitter a number from 0 to 1 (exclusive) that spreads retries
 * @param api for reading a single pod
 * @param provider this replica's provider actor
 * @param writer this replica's status writer
 * @param events this replica's event recorder
 * @param entities reaches other entities
 * @param index what the entities of this replica know, for the rosters of their shards
 * @param version how far the API server's history of pods has come, for the rosters
 * @param node reaches the node
 * @param replica this replica's address
 */
public record PodServices(
        LifecycleSettings lifecycle,
        Clock clock,
        Clock steady,
        DoubleSupplier jitter,
        KubeApi api,
        ActorRef<ProviderCommand> provider,
        ActorRef<StatusWriter.Command> writer,
        ActorRef<EventRecorder.Command> events,
        PodDirectory entities,
        EntityIndex index,
        VersionProbe version,
        NodeLine node,
        String replica) {}
