package io.podbridge.core.events;

/**
 * How many events the API server was not told of, and why.
 *
 * @param limited more came than the rate allows
 * @param displaced more waited than the queue holds
 * @param refused the API server did not take them
 * @param problem what the API server said the last time, "" if it refused none
 */
record Losses(int limited, int displaced, int refused, String problem) {
    static final Losses NONE = new Losses(0, 0, 0, "");

    int total() {
        return limited + displaced + refused;
    }

    Losses limitedOne() {
        return new Losses(limited + 1, displaced, refused, problem);
    }

    Losses displacedOne() {
        return new Losses(limited, displaced + 1, refused, problem);
    }

    Losses refusedOne(String why) {
        return new Losses(limited, displaced, refused + 1, why);
    }
}
