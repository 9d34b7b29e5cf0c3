package io.podbridge.http.channel;

import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * Carries the channels of a conversation over the bytes of an upgraded connection, with back-pressure both ways. The
 * protocols have no windows, so one channel whose buffer is full stops the whole connection, as in the kubelet.
 */
public final class Multiplexer extends GraphStage<FlowShape<ByteString, ByteString>> {

    final Inlet<ByteString> in = Inlet.create("Multiplexer.in");
    final Outlet<ByteString> out = Outlet.create("Multiplexer.out");
    final Supplier<Wire> wire;
    final Function<Connection, Conversation> conversation;
    final Limits limits;
    final Connections connections;
    private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);

    public Multiplexer(
            Supplier<Wire> wire,
            Function<Connection, Conversation> conversation,
            Limits limits,
            Connections connections) {
        this.wire = wire;
        this.conversation = conversation;
        this.limits = limits;
        this.connections = connections;
    }

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new MultiplexerLogic(this);
    }
}
