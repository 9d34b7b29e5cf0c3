package io.podbridge.faults.judge;

import io.podbridge.faults.judge.Verdict.Wrong;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Reads the files of one run. What came before what is told by places in the ledger alone, since the clocks of a run
 * may be wrong.
 */
public final class Judge {
    private final Map<String, PodStory> pods = new TreeMap<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Timeline timeline = new Timeline();
    private long over = PodStory.NEVER;

    private Judge() {}

    /**
     * Judges the run that has left its files in this directory; pods that were wanted when the record ends are.
     *
     * @throws UncheckedIOException if one of them cannot be read
     */
    public static Verdict of(Path directory) {
        var judge = new Judge();
        try {
            int unreadable = JsonLines.read(directory.resolve("record.jsonl"), judge::recorded);
            unreadable += JsonLines.read(directory.resolve("ledger").resolve("ledger.jsonl"), judge::happened);
            return judge.verdict(unreadable + (judge.over == PodStory.NEVER ? 1 : 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void recorded(long offset, JsonNode line) {
        long at = line.path("ledger").asLong();
        long millis = Instant.parse(line.path("at").asString()).toEpochMilli();
        timeline.tick(at, millis);
        switch (line.path("op").asString()) {
            case "created" ->
                pod(line)
                        .made(
                                line.path("once").asBoolean(),
                                line.path("image").asString(),
                                line.path("grace").asLong());
            case "updated" -> pod(line).changed(line.path("image").asString());
            case "unwanted" ->
                pod(line).unwanted(at, millis, line.path("forced").asBoolean());
            case "shown" -> pod(line).shown(line.path("phase").asString());
            case "fault" -> fault(at, line);
            case "over" -> over = at;
            default -> {}
        }
    }

    private void fault(long at, JsonNode line) {
        String kind = line.path("kind").asString();
        faults.merge(kind, 1, Integer::sum);
        timeline.fault(at, "fault " + line.path("number").asInt() + ", " + kind);
    }

    private void happened(long offset, JsonNode line) {
        if (offset >= over) {
            return;
        }
        switch (line.path("op").asString()) {
            case "created" -> pod(line).created(offset, image(line));
            case "updated" -> pod(line).updated(image(line));
            case "deleted", "delete-repeated" ->
                pod(line).ended(offset, line.path("grace").asLong());
            default -> pod(line);
        }
    }

    private static String image(JsonNode line) {
        return line.path("plan").path("containers").path(0).path("image").asString();
    }

    private PodStory pod(JsonNode line) {
        var story = pods.computeIfAbsent(line.path("uid").asString(), uid -> new PodStory(timeline));
        story.add(line.toString());
        return story;
    }

    private Verdict verdict(int unreadable) {
        Map<Wrong, Map<String, List<String>>> wrong = new TreeMap<>();
        pods.forEach((uid, story) -> story.wrong()
                .forEach((what, place) ->
                        wrong.computeIfAbsent(what, any -> new TreeMap<>()).put(uid, details(story, place))));
        int made = (int) pods.values().stream().filter(PodStory::wasMade).count();
        int ended = (int) pods.values().stream().filter(PodStory::over).count();
        return new Verdict(made, ended, faults, wrong, unreadable);
    }

    private List<String> details(PodStory story, long place) {
        List<String> details = new ArrayList<>();
        details.add(timeline.lastFault(place));
        details.addAll(story.lines());
        return List.copyOf(details);
    }
}
