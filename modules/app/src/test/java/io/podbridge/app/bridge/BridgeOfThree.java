package io.podbridge.app.bridge;

/**
 * A bridge of three replicas for all tests of a class: whole before each of them, whatever the one before has ended.
 */
final class BridgeOfThree implements AutoCloseable {
    static final int REPLICAS = 3;

    private final Bridge bridge;
    private final EntityProbe members;

    /** Takes over the bridge: closes it at the end, or if it cannot be joined. */
    BridgeOfThree(Bridge bridge) {
        this.bridge = bridge;
        try {
            this.members = EntityProbe.join(bridge);
        } catch (RuntimeException | Error failed) {
            bridge.close();
            throw failed;
        }
    }

    Bridge bridge() {
        return bridge;
    }

    EntityProbe members() {
        return members;
    }

    /**
     * Starts the replicas that do not run, and waits until all are Up: one that is still on its way in has no vote, and
     * a second death would leave no majority. Then no pod is left.
     */
    void mend() {
        bridge.startAll();
        members.awaitUp(REPLICAS);
        bridge.deleteAllPods();
    }

    @Override
    public void close() {
        members.close();
        bridge.close();
    }
}
