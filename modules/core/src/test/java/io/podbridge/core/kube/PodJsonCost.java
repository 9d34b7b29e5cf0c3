package io.podbridge.core.kube;

import io.podbridge.core.pod.Pod;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/** What reading and writing a pod costs; started by hand, no test. The figures are in docs/decisions/0004. */
final class PodJsonCost {

    private static final int TIMES = 100_000;

    private PodJsonCost() {}

    public static void main(String[] args) {
        byte[] json = PodJson.FULL.replaceAll("\\n\\s*", "").getBytes(StandardCharsets.UTF_8);
        byte[] others = ("{\"type\":\"MODIFIED\",\"object\":" + new String(json, StandardCharsets.UTF_8) + "}")
                .replace("\"nodeName\":\"n1\"", "\"nodeName\":\"n2\"")
                .getBytes(StandardCharsets.UTF_8);
        PodDecoder decoder = new PodDecoder();
        NodeFilter filter = new NodeFilter("n1");
        Pod pod = decoder.decode(json, 0, json.length).pod();
        System.out.println(json.length + " bytes");
        for (int round = 0; round < 5; round++) {
            measure(
                    "decode",
                    () -> decoder.decode(json, 0, json.length)
                            .pod()
                            .spec()
                            .fields()
                            .size());
            measure("skip", () -> filter.mayConcern(others, others.length) ? 1 : 0);
            measure(
                    "encode status",
                    () -> StatusEncoder.patch(pod.id(), "1", pod.status()).length());
        }
    }

    private static void measure(String what, IntSupplier work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += work.getAsInt();
        }
        System.out.printf(
                "%-14s %6.2f us CPU, %6d bytes allocated (%d)%n",
                what,
                (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / TIMES,
                (threads.getCurrentThreadAllocatedBytes() - bytes) / TIMES,
                sum);
    }
}
