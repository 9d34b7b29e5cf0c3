package io.podbridge.testkit.provider;

/** What a container of a contract's pod does. */
public sealed interface Behaviour {

    /** Runs until it is asked to stop, and then stops at once. */
    record RunsForEver() implements Behaviour {}

    /** Runs until it is killed: does not hear the request to stop. */
    record IgnoresStop() implements Behaviour {}

    /** Ends by itself a moment after its start, each time it is started. */
    record Exits(int exitCode) implements Behaviour {}

    /** Prints some lines on both of its streams, at least four and so many at best, and ends well. */
    record Prints(int lines) implements Behaviour {}

    /** Runs until it is asked to stop, and prints what it reads; its input is open. */
    record Echoes() implements Behaviour {}
}
