package io.podbridge.core.kube;

/** The request was never sent: too many others were before it. */
final class TurnRefusedException extends RuntimeException {

    TurnRefusedException(String message) {
        super(message, null, false, false);
    }
}
