package io.podbridge.bench;

/**
 * A figure that the project wants.
 *
 * @param value in the unit of the figure
 * @param atLeast whether more is better
 */
record Aim(String metric, double value, boolean atLeast, String remark) {

    /** As a table shows it. */
    String wanted() {
        return (atLeast ? ">= " : "<= ") + Console.number(value);
    }

    String verdict(double seen) {
        return (atLeast ? seen >= value : seen <= value) ? "met" : "NOT MET";
    }
}
