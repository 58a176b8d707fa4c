package org.millrace.gateway.notify;

import java.nio.file.Path;
import java.util.List;
import org.millrace.codecs.settings.SecretFile;

/** Reads the secret of an address anew each time, so that it can be changed while the program runs. */
final class Secrets {
    private static final String KEY = "alerts.addresses.secret-file";

    private Secrets() {}

    /** Returns the first line of the address's secret file. */
    static String read(AddressSettings address) throws DeliveryException {
        return read(address.secretFile(), KEY);
    }

    static String read(String file, String key) throws DeliveryException {
        try {
            List<String> lines = SecretFile.lines(Path.of(file), key);
            if (!lines.isEmpty() && !lines.get(0).isBlank()) {
                return lines.get(0).strip();
            }
        } catch (IllegalArgumentException e) { // it says where the file is, which is not for everybody
            throw DeliveryException.temporary("its secret file cannot be used", e);
        }
        throw DeliveryException.temporary("its secret file is empty", null);
    }
}
