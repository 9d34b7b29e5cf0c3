import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that all Java sources below the given directories are formatted, or formats them: {@code Format check|apply
 * directory...}. Started by Maven, see the parent pom.
 */
final class Format {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(true)
            .build());

    public static void main(String[] args) {
        boolean apply = switch (args[0]) {
            case "check" -> false;
            case "apply" -> true;
            default -> throw new IllegalArgumentException("-Dformat is check or apply, not " + args[0]);
        };
        List<Path> changed = Arrays.stream(args)
                .skip(1)
                .flatMap(directory -> sources(Path.of(directory)))
                .parallel()
                .filter(source -> differs(source, apply))
                .toList();
        if (apply) {
            changed.forEach(source -> System.out.println("formatted " + source));
        } else if (!changed.isEmpty()) {
            changed.forEach(source -> System.err.println("not formatted: " + source));
            System.err.println("To format all sources: mvn -N initialize -Dformat=apply");
            System.exit(1);
        }
    }

    private static Stream<Path> sources(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean differs(Path source, boolean apply) {
        try {
            String text = Files.readString(source);
            String formatted = FORMATTER.formatSourceAndFixImports(text);
            if (formatted.equals(text)) {
                return false;
            }
            if (apply) {
                Files.writeString(source, formatted);
            }
            return true;
        } catch (FormatterException e) {
            throw new IllegalStateException(
                    source + ": " + e.diagnostics().getFirst().message(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
