package io.podbridge.bench;

import io.podbridge.bench.StreamLeg.Direction;
import io.podbridge.bench.StreamLeg.Subject;
import io.podbridge.bench.streams.KubeletTransfers;
import io.podbridge.bench.streams.Transfer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is measured in a scene. What is compared stands together, so that what else the machine does hits all of it. */
final class StreamLegs {

    private final StreamsScene scene;

    private StreamLegs(StreamsScene scene) {
        this.scene = scene;
    }

    /** In the order of a round: the copy of a direction before what goes in the same direction. */
    static List<StreamLeg> of(StreamsScene scene) {
        var legs = new StreamLegs(scene);
        return Stream.of(
                        Stream.of(legs.copy(Direction.DOWNLOAD, scene.copy()::download)),
                        legs.through("exec", Direction.DOWNLOAD, kubelet -> kubelet::execDownload),
                        legs.through("port-forward", Direction.DOWNLOAD, legs::forwardDownload),
                        Stream.of(legs.copy(Direction.UPLOAD, scene.copy()::upload)),
                        legs.through("exec", Direction.UPLOAD, kubelet -> kubelet::execUpload),
                        legs.through("port-forward", Direction.UPLOAD, legs::forwardUpload))
                .flatMap(part -> part)
                .toList();
    }

    private Transfer forwardDownload(KubeletTransfers kubelet) {
        return bytes -> kubelet.forwardDownload(bytes, scene.peer());
    }

    private Transfer forwardUpload(KubeletTransfers kubelet) {
        return bytes -> kubelet.forwardUpload(bytes, scene.peer());
    }

    private StreamLeg copy(Direction direction, Transfer transfer) {
        return new StreamLeg(Subject.COPY, "", direction, processes(StreamsScene.COPY), transfer);
    }

    private Stream<StreamLeg> through(
            String command, Direction direction, Function<KubeletTransfers, Transfer> transfer) {
        return Stream.of(
                new StreamLeg(
                        Subject.PLAIN, command, direction, processes(scene.holder()), transfer.apply(scene.plain())),
                new StreamLeg(
                        Subject.RELAYED,
                        command,
                        direction,
                        processes(Replicas.NAME),
                        transfer.apply(scene.relayed())));
    }

    private Map<String, Long> processes(String prefix) {
        return scene.processes().entrySet().stream()
                .filter(process -> process.getKey().startsWith(prefix))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
