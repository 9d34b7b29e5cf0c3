package io.podbridge.http.session;

import io.podbridge.core.kube.JsonObjects;
import io.podbridge.core.streams.Session;
import org.apache.pekko.util.ByteString;
import tools.jackson.databind.node.ObjectNode;

/** How a command ended, in the words of the kubelet (cri-streaming, {@code remotecommand/exec.go}). */
public sealed interface CommandStatus {

    /** With code 0. */
    record Succeeded() implements CommandStatus {}

    /** With another code. */
    record NonZero(int code) implements CommandStatus {}

    /** It did not run, or nobody knows how it ended. */
    record Broken(String message) implements CommandStatus {}

    static CommandStatus of(Session.Exit exit) {
        return switch (exit) {
            case Session.Exit.Code(int code) -> code == 0 ? new Succeeded() : new NonZero(code);
            case Session.Exit.Failed(String message) -> new Broken(message);
        };
    }

    /** For protocols of version 4 and up: a {@code metav1.Status}. */
    default ByteString json() {
        ObjectNode status = JsonObjects.object();
        status.putObject("metadata");
        switch (this) {
            case Succeeded() -> status.put("status", "Success");
            case NonZero(int code) -> failure(status, "NonZeroExitCode", text(), "ExitCode", Integer.toString(code));
            case Broken(String message) ->
                failure(status, "InternalError", text(), "", message).put("code", 500);
        }
        return ByteString.fromArrayUnsafe(JsonObjects.bytes(status));
    }

    /** For older ones; "" if it succeeded. */
    default String text() {
        return switch (this) {
            case Succeeded() -> "";
            case NonZero(int code) -> "command terminated with non-zero exit code: exit status " + code;
            case Broken(String message) -> "Internal error occurred: " + message;
        };
    }

    private static ObjectNode failure(ObjectNode status, String reason, String message, String type, String detail) {
        status.put("status", "Failure").put("message", message).put("reason", reason);
        ObjectNode cause = status.putObject("details").putArray("causes").addObject();
        if (!type.isEmpty()) {
            cause.put("reason", type);
        }
        cause.put("message", detail);
        return status;
    }
}
