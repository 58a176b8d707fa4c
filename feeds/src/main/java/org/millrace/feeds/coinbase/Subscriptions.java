package org.millrace.feeds.coinbase;

import java.util.List;
import org.millrace.feeds.session.Requests;

/** What is said to the venue to subscribe, in its two protocols, and what it has to confirm. */
final class Subscriptions {
    static final String HEARTBEATS = "heartbeats";

    private static final int PRODUCTS_A_REQUEST = 100;
    private static final String LEVEL2 = "level2"; // and level2_batch, level2_50: one channel, told at another pace

    private final boolean isAdvanced;
    private final List<String> channels;
    private final Signer signer;

    /**
     * @param channels as the venue names them, heartbeats among them
     */
    Subscriptions(boolean isAdvanced, List<String> channels, Signer signer) {
        this.isAdvanced = isAdvanced;
        this.channels = channels;
        this.signer = signer;
    }

    /** Tells whether a channel brings books. */
    static boolean isOfBooks(String channel) {
        return channel.startsWith(LEVEL2);
    }

    /** Returns the name under which a channel and a product are confirmed: one in USDC as that in USD. */
    static String confirmation(String channel, String product) {
        String name = isOfBooks(channel) ? LEVEL2 : channel;
        String label = product.endsWith("-USDC") ? product.substring(0, product.length() - 1) : product;
        return name.equals(HEARTBEATS) ? name : name + " " + label;
    }

    /** Returns the channels that are subscribed to. */
    List<String> channels() {
        return channels;
    }

    /** Returns the products of one request each. */
    static List<List<String>> parts(List<String> products) {
        return Requests.parts(products, PRODUCTS_A_REQUEST);
    }

    /** Returns the requests that bring the snapshot of a product's book again. */
    List<Request> again(String product) {
        String channel =
                channels.stream().filter(Subscriptions::isOfBooks).findFirst().orElse(LEVEL2);
        List<String> alone = List.of(product);
        return List.of(new Request("unsubscribe", channel, alone), new Request("subscribe", channel, alone));
    }

    /** One message to the venue. */
    record Request(String type, String channel, List<String> products) {}

    /** Returns the text of a request that is sent now. */
    String text(Request request, long nowNs) {
        String ids = "\"product_ids\":[\"" + String.join("\",\"", request.products()) + "\"]";
        String head = "{\"type\":\"" + request.type() + "\"";
        String channel = "\"" + request.channel() + "\"";
        if (!isAdvanced) {
            return head + "," + ids + ",\"channels\":[" + channel + "]" + signer.members(nowNs) + "}";
        }
        boolean isOfProducts = !request.channel().equals(HEARTBEATS);
        return head + (isOfProducts ? "," + ids : "") + ",\"channel\":" + channel + signer.members(nowNs) + "}";
    }
}
