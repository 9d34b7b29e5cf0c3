package io.podbridge.core.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses, where the API server takes no names. */
public final class IpAddress {
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

    private IpAddress() {}

    /** An address of version 4 or 6; empty for "". */
    public static Optional<String> read(SettingsReader reader, String key) {
        var address = reader.optionalText(key);
        if (address.isPresent() && !is(address.get())) {
            reader.error(key, "must be an IP address, is " + address.get());
        }
        return address;
    }

    private static boolean is(String text) {
        if (!text.contains(":")) {
            return IPV4.matcher(text).matches();
        }
        try {
            return InetAddress.getByName(text) != null; // with a colon it is a literal: no name is looked up
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
