package io.podbridge.http.kubelet;

import io.podbridge.core.streams.Channels;

/** Which streams a client of {@code /exec} or {@code /attach} wants; cri-streaming {@code remotecommand.NewOptions}. */
final class CommandQuery {

    private CommandQuery() {}

    /** With a terminal there is no stderr, even if it is asked for. */
    static Checked<Channels> channels(Query query) {
        boolean terminal = query.one("tty");
        Channels channels =
                new Channels(query.one("input"), query.one("output"), query.one("error") && !terminal, terminal);
        return channels.stdin() || channels.stdout() || channels.stderr()
                ? Checked.of(channels)
                : Checked.refused(400, "you must specify at least 1 of stdin, stdout, stderr");
    }
}
