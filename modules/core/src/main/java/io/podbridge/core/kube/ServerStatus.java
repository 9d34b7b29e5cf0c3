package io.podbridge.core.kube;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * An object of kind {@code Status}: how the API server says no. Source: apimachinery {@code metav1.Status}.
 *
 * @param genuine whether it is one; if not, somebody else has answered, in his own words
 * @param code the HTTP status that belongs to it, 0 if it names none
 * @param reason {@code NotFound} and the like, "" if it names none
 * @param message for a person; the beginning of the answer where that was no Status
 * @param retryAfter when to try again, if it says so
 * @param resource the plural of what it is about, "" if it does not say
 * @param name of the object that it is about, "" if it does not say
 * @param fields the fields that it blames
 */
record ServerStatus(
        boolean genuine,
        int code,
        String reason,
        String message,
        Optional<Duration> retryAfter,
        String resource,
        String name,
        List<String> fields) {

    static final String KIND = "Status";
    static final String API_VERSION = "v1";

    static ServerStatus of(byte[] body) {
        try (JsonParser parser = Tokens.parser(body, 0, body.length)) {
            ServerStatus status = read(parser);
            return status.message.isEmpty() ? status.withMessage(Excerpt.of(body)) : status;
        } catch (JacksonException notJson) {
            return new Reader().status().withMessage(Excerpt.of(body));
        }
    }

    static ServerStatus read(JsonParser parser) {
        Reader reader = new Reader();
        Tokens.fields(parser, reader);
        return reader.status();
    }

    /** Whether these are the server's words for: there is no such object. */
    boolean missing(ApiTarget target) {
        boolean names = name.equals(target.name()) && resource.equals(target.resource());
        return genuine && reason.equals("NotFound") && (names || !target.named());
    }

    private ServerStatus withMessage(String text) {
        return new ServerStatus(genuine, code, reason, text, retryAfter, resource, name, fields);
    }

    private static final class Reader implements Tokens.FieldReader {
        private String kind = "";
        private String apiVersion = "";
        private int code;
        private String reason = "";
        private String message = "";
        private Optional<Duration> retryAfter = Optional.empty();
        private String resource = "";
        private String name = "";
        private final List<String> fields = new ArrayList<>();

        private ServerStatus status() {
            boolean genuine = kind.equals(KIND) && apiVersion.equals(API_VERSION);
            return new ServerStatus(genuine, code, reason, message, retryAfter, resource, name, List.copyOf(fields));
        }

        @Override
        public void read(String field, JsonParser value) {
            switch (field) {
                case "kind" -> kind = Tokens.text(value);
                case "apiVersion" -> apiVersion = Tokens.text(value);
                case "code" -> code = Tokens.integer(value);
                case "reason" -> reason = Tokens.text(value);
                case "message" -> message = Tokens.text(value);
                case "details" -> Tokens.fields(value, this::detail);
                default -> value.skipChildren();
            }
        }

        private void detail(String field, JsonParser value) {
            switch (field) {
                case "retryAfterSeconds" -> {
                    long seconds = Tokens.number(value);
                    retryAfter = seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
                }
                case "kind" -> resource = Tokens.text(value);
                case "name" -> name = Tokens.text(value);
                case "causes" -> Tokens.list(value, this::cause);
                default -> value.skipChildren();
            }
        }

        private String cause(JsonParser parser) {
            Tokens.fields(parser, (field, value) -> {
                String text = Tokens.text(value);
                if (field.equals("field")) {
                    fields.add(text);
                }
            });
            return "";
        }
    }
}
