package io.podbridge.core.kube;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * An object of kind {@code Status}: how the API server says no.
 *
 * @param code the HTTP status that belongs to it, 0 if it names none
 * @param message for a person; the whole answer where that was no Status
 * @param retryAfter when to try again, if it says so
 * @param fields the fields that it blames
 */
record ServerStatus(int code, String message, Optional<Duration> retryAfter, List<String> fields) {

    private static final int SHOWN = 300;

    static ServerStatus of(byte[] body) {
        try (JsonParser parser = Tokens.parser(body, 0, body.length)) {
            ServerStatus status = read(parser);
            return status.message.isEmpty() ? ofText(body) : status;
        } catch (JacksonException notJson) {
            return ofText(body);
        }
    }

    static ServerStatus read(JsonParser parser) {
        Reader reader = new Reader();
        Tokens.fields(parser, reader);
        return new ServerStatus(reader.code, reader.message, reader.retryAfter, List.copyOf(reader.fields));
    }

    /** A proxy on the way answers in its own words. */
    private static ServerStatus ofText(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, SHOWN), StandardCharsets.UTF_8).strip();
        return new ServerStatus(0, text, Optional.empty(), List.of());
    }

    private static final class Reader implements Tokens.FieldReader {
        private int code;
        private String message = "";
        private Optional<Duration> retryAfter = Optional.empty();
        private final List<String> fields = new ArrayList<>();

        @Override
        public void read(String name, JsonParser value) {
            switch (name) {
                case "code" -> code = Tokens.integer(value);
                case "message" -> message = Tokens.text(value);
                case "details" -> Tokens.fields(value, this::detail);
                default -> value.skipChildren();
            }
        }

        private void detail(String name, JsonParser value) {
            switch (name) {
                case "retryAfterSeconds" -> {
                    long seconds = Tokens.number(value);
                    retryAfter = seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
                }
                case "causes" -> Tokens.list(value, this::cause);
                default -> value.skipChildren();
            }
        }

        private String cause(JsonParser parser) {
            Tokens.fields(parser, (name, value) -> {
                String text = Tokens.text(value);
                if (name.equals("field")) {
                    fields.add(text);
                }
            });
            return "";
        }
    }
}
