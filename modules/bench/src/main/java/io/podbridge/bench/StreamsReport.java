package io.podbridge.bench;

import io.podbridge.bench.Results.Measurement;
import io.podbridge.bench.StreamLeg.Figures;
import io.podbridge.bench.StreamLeg.Subject;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Notes what legs took, beside what the copy of the same round and direction took, and prints the table at the end. */
final class StreamsReport {

    /**
     * A figure of each leg.
     *
     * @param of from what the leg took, and what the copy did
     * @param share whether it says nothing of the copy itself
     */
    private record Column(String title, ToDoubleBiFunction<Figures, Figures> of, boolean share) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("MB/s", (leg, copy) -> leg.rate(), false),
            new Column("of the copy's", (leg, copy) -> leg.rate() / copy.rate(), true),
            new Column("server s/GB", (leg, copy) -> leg.processor(), false),
            new Column("x the copy's", (leg, copy) -> leg.processor() / copy.processor(), true),
            new Column("client s/GB", (leg, copy) -> leg.client(), false));

    private final Results results;

    StreamsReport(Results results) {
        this.results = results;
    }

    /** Above the lines of {@link #add}. */
    static void head() {
        Console.line(row("", "", COLUMNS.stream().map(Column::title)));
    }

    /** Notes one leg, and prints it. */
    void add(int round, StreamLeg leg, Figures figures, Figures copy) {
        COLUMNS.stream().filter(column -> says(leg, column)).forEach(column -> {
            double value = column.of().applyAsDouble(figures, copy);
            results.note(new Measurement(round, leg.subject().title(), metric(leg, column), "", value));
        });
        print(
                leg,
                COLUMNS.stream()
                        .map(column ->
                                says(leg, column) ? Console.number(column.of().applyAsDouble(figures, copy)) : ""));
    }

    /** Prints medians and ranges. */
    void print(List<StreamLeg> legs) {
        Console.heading("Medians [ranges]; shares are of the copy in the same round and direction");
        head();
        for (var leg : legs) {
            print(leg, COLUMNS.stream().map(column -> summary(leg, column)));
        }
    }

    private static boolean says(StreamLeg leg, Column column) {
        return !column.share() || leg.subject() != Subject.COPY;
    }

    private String summary(StreamLeg leg, Column column) {
        return results.summary(leg.subject().title(), metric(leg, column))
                .map(Report::figures)
                .orElse("");
    }

    private static String metric(StreamLeg leg, Column column) {
        return leg.title() + ", " + column.title();
    }

    private static void print(StreamLeg leg, Stream<String> figures) {
        Console.line(row(leg.subject().title(), leg.title(), figures));
    }

    private static String row(String subject, String title, Stream<String> figures) {
        return "  %-9s%-22s".formatted(subject, title)
                + figures.map("%-22s"::formatted).collect(Collectors.joining());
    }
}
