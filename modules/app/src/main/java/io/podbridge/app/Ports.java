package io.podbridge.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Finds out, before anything is registered, whether a port can be listened on. */
final class Ports {

    private Ports() {}

    /**
     * Listens for a moment. What takes the port right afterwards is found by the one who wants it; this is for the
     * clear message.
     *
     * @param setting the port's path: {@code podbridge.cluster.port}
     * @param port 0 is always free
     * @throws StartupFailure {@link ExitCode#CANNOT_CREATE} if it is taken, or the address is none of this machine
     */
    static void requireFree(String setting, String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as servers do: connections of the last run that linger are no obstacle
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException unknown) {
            throw failure(
                    setting,
                    "The host " + host + " has no address",
                    "Check the name, or write an IP address.",
                    unknown);
        } catch (IOException refused) {
            throw failure(
                    setting,
                    "Cannot listen on " + host + ":" + port + " (" + refused.getMessage() + ")",
                    "Stop the program that has the port, or set another port; the host must be an address of this"
                            + " machine.",
                    refused);
        }
    }

    private static StartupFailure failure(String setting, String what, String whatToDo, IOException cause) {
        return new StartupFailure(ExitCode.CANNOT_CREATE, what + ".", setting, whatToDo, cause);
    }
}
