package io.podbridge.http.kubelet;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.Session;
import io.podbridge.http.channel.Connections;
import io.podbridge.http.channel.Limits;
import io.podbridge.http.session.Command;
import io.podbridge.http.session.Forwarding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Exec, attach and port-forward: checks what is asked for, then turns the connection over. */
final class StreamRoutes {

    private final NodeView node;
    private final Duration patience;
    private final Connections connections;
    private final Upgrades upgrades;
    private final Materializer materializer;

    StreamRoutes(NodeView node, Duration patience, Limits limits, Connections connections, Materializer materializer) {
        this.materializer = materializer;
        this.node = node;
        this.patience = patience;
        this.connections = connections;
        this.upgrades = new Upgrades(limits, connections);
    }

    CompletionStage<HttpResponse> exec(Target.Exec target, HttpRequest request, Query query) {
        List<String> command = query.all("command");
        return start(
                target.namespace(),
                target.pod(),
                request,
                located -> CommandQuery.channels(query).then(channels -> {
                    if (command.isEmpty()) {
                        return Checked.refused(400, "you must specify a command");
                    }
                    return container(located.pod(), target.uid(), target.container())
                            .then(name -> command(
                                    request,
                                    channels,
                                    false,
                                    () -> located.access().exec(located.pod().id(), name, command, channels)));
                }));
    }

    CompletionStage<HttpResponse> attach(Target.Attach target, HttpRequest request, Query query) {
        return start(
                target.namespace(),
                target.pod(),
                request,
                located -> CommandQuery.channels(query)
                        .then(channels -> container(located.pod(), target.uid(), target.container())
                                .then(name -> command(
                                        request,
                                        channels,
                                        true,
                                        () -> located.access()
                                                .attach(located.pod().id(), name, channels)))));
    }

    CompletionStage<HttpResponse> portForward(Target.PortForward target, HttpRequest request, Query query) {
        return start(
                target.namespace(),
                target.pod(),
                request,
                located -> sameUid(located.pod(), target.uid())
                        ? Upgrade.of(request).then(upgrade -> upgrades.portForward(upgrade, query, forwarding(located)))
                        : Checked.refused(404, "pod not found"));
    }

    private Function<Boolean, Forwarding> forwarding(NodeView.Located located) {
        return endsWithLast -> new Forwarding(
                endsWithLast,
                patience,
                port -> located.access().connect(located.pod().id(), port),
                this::release);
    }

    private void release(Flow<ByteString, ByteString, NotUsed> flow) {
        Source.<ByteString>empty().via(flow).runWith(Sink.cancelled(), materializer);
    }

    private Checked<HttpResponse> command(
            HttpRequest request,
            Channels channels,
            boolean attached,
            Supplier<CompletionStage<Outcome<Session>>> start) {
        return Upgrade.of(request)
                .then(upgrade -> upgrades.command(
                        upgrade,
                        channels,
                        dialect ->
                                new Command(channels, dialect.resizable(), dialect.json(), attached, patience, start)));
    }

    private CompletionStage<HttpResponse> start(
            String namespace,
            String pod,
            HttpRequest request,
            Function<NodeView.Located, Checked<HttpResponse>> answer) {
        return node.find(namespace, pod).thenApply(found -> {
            Checked<HttpResponse> checked = found.isEmpty()
                    ? Checked.refused(404, "pod does not exist")
                    : connections.room()
                            ? answer.apply(found.get())
                            : Checked.refused(503, "too many streams are open on this replica; try again");
            return switch (checked) {
                case Checked.Good<HttpResponse>(HttpResponse response) -> response;
                case Checked.Bad<HttpResponse>(Reply reply) -> upgrades.refused(reply, request);
            };
        });
    }

    /** The kubelet answers 500 with this text. */
    private static Checked<String> container(Pod pod, Optional<String> uid, String name) {
        return sameUid(pod, uid) && names(pod).anyMatch(name::equals)
                ? Checked.of(name)
                : Checked.refused(500, "container not found (\"" + name + "\")");
    }

    static Stream<String> names(Pod pod) {
        return Stream.concat(pod.spec().containers().stream(), pod.spec().initContainers().stream())
                .map(Container::name);
    }

    private static boolean sameUid(Pod pod, Optional<String> uid) {
        return uid.isEmpty() || uid.get().equals(pod.id().uid());
    }
}
