package io.podbridge.core.telemetry;

import java.time.Duration;

/** Drops every figure: the default, where nobody shows any. */
public enum NoTelemetry implements Telemetry {
    /** The only one. */
    INSTANCE;

    @Override
    public void add(Counter counter, String label, long times) {}

    @Override
    public void set(Gauge gauge, String label, double value) {}

    @Override
    public void took(Timing timing, String label, Duration duration) {}
}
