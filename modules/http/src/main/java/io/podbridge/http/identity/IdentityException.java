package io.podbridge.http.identity;

/** Certificates or keys cannot be used: the server does not start. */
public final class IdentityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IdentityException(String message) {
        super(message);
    }

    IdentityException(String message, Throwable cause) {
        super(message, cause);
    }
}
