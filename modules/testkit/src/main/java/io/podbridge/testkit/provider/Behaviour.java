package io.podbridge.testkit.provider;

/** What a container of a contract's pod does. */
public sealed interface Behaviour {

    /** Runs until it is asked to stop, and then stops at once. */
    record RunsForEver() implements Behaviour {}

    /** Runs until it is killed: does not hear the request to stop. */
    record IgnoresStop() implements Behaviour {}

    /** Ends by itself a moment after its start, each time it is started. */
    record Exits(int exitCode) implements Behaviour {}
}
