package org.millrace.feeds.coinbase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.millrace.feeds.session.FeedSettings;

/**
 * Finds keys: in the file that the settings name, as the venue hands them out, or in the environment. Without any, the
 * public channels do.
 */
final class CoinbaseKeys {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> values;

    private CoinbaseKeys(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads keys.
     *
     * @param file JSON; empty: the environment; {@link FeedSettings#SIMULATOR}: none
     * @throws IllegalArgumentException if the file cannot be read; the message names it, and shows nothing of it
     */
    static CoinbaseKeys of(String file, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        if (file.equals(FeedSettings.SIMULATOR)) {
            return new CoinbaseKeys(values); // none is needed
        }
        if (file.isEmpty()) {
            copy(environment, "COINBASE_KEY_NAME", values, "name");
            copy(environment, "COINBASE_PRIVATE_KEY", values, "privateKey");
            copy(environment, "COINBASE_KEY", values, "key");
            copy(environment, "COINBASE_SECRET", values, "secret");
            copy(environment, "COINBASE_PASSPHRASE", values, "passphrase");
            return new CoinbaseKeys(values);
        }
        try (JsonParser parser = JSON.createParser(Files.readAllBytes(Path.of(file)))) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    values.put(name, parser.getText());
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            String what = e.getClass().getSimpleName(); // the text of a parser's error may show what is in the file
            throw new IllegalArgumentException("feeds.key-file: " + file + ", expected JSON that can be read: " + what);
        }
        return new CoinbaseKeys(values);
    }

    /** Returns who signs messages to Advanced Trade. */
    Signer advanced() {
        boolean isGiven = values.containsKey("name") && values.containsKey("privateKey");
        return isGiven ? new TokenSigner(values.get("name"), values.get("privateKey")) : Signer.NONE;
    }

    /** Returns who signs messages to the Exchange feed. */
    Signer exchange() {
        boolean isGiven = values.containsKey("key") && values.containsKey("secret") && values.containsKey("passphrase");
        return isGiven
                ? new DigestSigner(values.get("key"), values.get("secret"), values.get("passphrase"))
                : Signer.NONE;
    }

    private static void copy(Map<String, String> from, String variable, Map<String, String> to, String name) {
        String value = from.getOrDefault(variable, "");
        if (!value.isEmpty()) {
            to.put(name, value);
        }
    }
}
