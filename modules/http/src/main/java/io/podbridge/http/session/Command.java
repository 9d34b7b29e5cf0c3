package io.podbridge.http.session;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.streams.Channels;
import io.podbridge.core.streams.Session;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.util.ByteString;

/**
 * What a client asked to be run, and in which dialect.
 *
 * @param channels which streams it wants
 * @param resizable whether a terminal has a channel for its size, as since version 3
 * @param json whether the end is told as a Status; otherwise as text, and only a failure
 * @param attached whether it joins a process: then the end is a success whatever the process's code, as the kubelet's
 * @param patience how long the client may take to open its channels
 * @param start starts it
 */
public record Command(
        Channels channels,
        boolean resizable,
        boolean json,
        boolean attached,
        Duration patience,
        Supplier<CompletionStage<Outcome<Session>>> start) {

    /** The channels that a client must open. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        names.add(ChannelNames.ERROR);
        if (channels.stdin()) {
            names.add(ChannelNames.STDIN);
        }
        if (channels.stdout()) {
            names.add(ChannelNames.STDOUT);
        }
        if (channels.stderr() && !channels.terminal()) {
            names.add(ChannelNames.STDERR);
        }
        if (channels.terminal() && resizable) {
            names.add(ChannelNames.RESIZE);
        }
        return names;
    }

    CommandStatus status(Session.Exit exit) {
        CommandStatus status = CommandStatus.of(exit);
        return attached && status instanceof CommandStatus.NonZero ? new CommandStatus.Succeeded() : status;
    }

    ByteString encode(CommandStatus status) {
        return json ? status.json() : ByteString.fromString(status.text());
    }
}
