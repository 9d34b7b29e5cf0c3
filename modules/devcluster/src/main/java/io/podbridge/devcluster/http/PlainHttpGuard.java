package io.podbridge.devcluster.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A TLS engine that tells clients who do not speak TLS but HTTP what is wrong, as Go's server does, instead of a broken
 * connection. For others it is the engine that it was made of.
 */
final class PlainHttpGuard extends SSLEngine {
    private static final byte[] ANSWER =
            "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"
                    .getBytes(StandardCharsets.US_ASCII);
    /** How Go recognizes them (crypto/tls, tlsRecordHeaderLooksLikeHTTP). */
    private static final List<String> BEGINNINGS = List.of("GET /", "HEAD ", "POST ", "PUT /", "OPTIO");

    private static final int LOOK = 5;

    private enum Mode {
        UNDECIDED,
        TLS,
        PLAIN,
        ANSWERED
    }

    private final SSLEngine engine;
    private Mode mode = Mode.UNDECIDED;

    PlainHttpGuard(SSLEngine engine) {
        this.engine = engine;
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
        if (mode == Mode.UNDECIDED && source.remaining() >= LOOK) {
            mode = looksLikeHttp(source) ? Mode.PLAIN : Mode.TLS;
        }
        if (mode != Mode.PLAIN && mode != Mode.ANSWERED) {
            return engine.unwrap(source, targets, offset, length);
        }
        var consumed = source.remaining();
        source.position(source.limit());
        return mode == Mode.PLAIN
                ? new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, consumed, 0)
                : new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, consumed, 0);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
        if (mode == Mode.PLAIN) {
            mode = Mode.ANSWERED;
            target.put(ANSWER);
            return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, ANSWER.length);
        }
        return mode == Mode.ANSWERED
                ? new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, 0)
                : engine.wrap(sources, offset, length, target);
    }

    private static boolean looksLikeHttp(ByteBuffer source) {
        var start = new byte[LOOK];
        source.duplicate().get(start);
        return BEGINNINGS.contains(new String(start, StandardCharsets.ISO_8859_1));
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return switch (mode) {
            case UNDECIDED, TLS -> engine.getHandshakeStatus();
            case PLAIN -> HandshakeStatus.NEED_WRAP;
            case ANSWERED -> HandshakeStatus.NOT_HANDSHAKING;
        };
    }

    @Override
    public boolean isInboundDone() {
        return mode == Mode.ANSWERED || engine.isInboundDone();
    }

    @Override
    public boolean isOutboundDone() {
        return mode == Mode.ANSWERED || engine.isOutboundDone();
    }

    @Override
    public void closeInbound() throws SSLException {
        if (mode == Mode.TLS || mode == Mode.UNDECIDED) {
            engine.closeInbound();
        }
    }

    @Override
    public void closeOutbound() {
        engine.closeOutbound();
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return engine.getDelegatedTask();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return engine.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return engine.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        engine.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return engine.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return engine.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        engine.setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() {
        return engine.getSession();
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        return engine.getHandshakeSession();
    }

    @Override
    public void beginHandshake() throws SSLException {
        engine.beginHandshake();
    }

    @Override
    public void setUseClientMode(boolean client) {
        engine.setUseClientMode(client);
    }

    @Override
    public boolean getUseClientMode() {
        return engine.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return engine.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean enable) {
        engine.setEnableSessionCreation(enable);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return engine.getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return engine.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        engine.setSSLParameters(parameters);
    }

    @Override
    public @Nullable String getApplicationProtocol() {
        return engine.getApplicationProtocol();
    }

    @Override
    public @Nullable String getHandshakeApplicationProtocol() {
        return engine.getHandshakeApplicationProtocol();
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(BiFunction<SSLEngine, List<String>, String> selector) {
        engine.setHandshakeApplicationProtocolSelector(selector);
    }

    @Override
    public @Nullable BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return engine.getHandshakeApplicationProtocolSelector();
    }
}
