package org.millrace.feeds.alpaca;

import java.util.List;
import org.millrace.feeds.session.FeedSettings;

/**
 * Which of the venue's markets a feed is of. A feed's streams may name it; otherwise its symbols tell: crypto, the symbol
 * that always trades, or one exchange's shares.
 *
 * @param name as in the path of the venue's streams
 */
record AlpacaMarket(String name) {
    private static final List<String> SHARES = List.of("iex", "sip", "delayed_sip");
    private static final List<String> CRYPTO = List.of("us", "us-1", "eu-1");
    private static final String TEST = "test";
    private static final String TEST_SYMBOL = "FAKEPACA";

    static AlpacaMarket of(FeedSettings settings) {
        return new AlpacaMarket(settings.streams().stream()
                .filter(AlpacaMarket::isName)
                .findFirst()
                .orElseGet(() -> usual(settings.symbols())));
    }

    static boolean isName(String stream) {
        return SHARES.contains(stream) || CRYPTO.contains(stream) || stream.equals(TEST);
    }

    boolean isOfCrypto() {
        return CRYPTO.contains(name);
    }

    /** Answers whether it keeps the hours of New York. */
    boolean isOfShares() {
        return SHARES.contains(name);
    }

    String path() {
        return (isOfCrypto() ? "/v1beta3/crypto/" : "/v2/") + name;
    }

    private static String usual(List<String> symbols) {
        if (AlpacaResolver.isCrypto(symbols.get(0))) {
            return CRYPTO.get(0);
        }
        return symbols.get(0).equals(TEST_SYMBOL) ? TEST : SHARES.get(0);
    }
}
