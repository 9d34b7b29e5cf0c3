package io.podbridge.testkit.controlplane;

/** The programs of the control plane are not on this machine; the message says what to run to get them. */
public final class ControlPlaneMissingException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    ControlPlaneMissingException(String message) {
        super(message);
    }
}
