package org.millrace.feeds.coinbase;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is said to the venue to subscribe, in its two protocols, and what it has to confirm. */
final class Subscriptions {
    static final String HEARTBEATS = "heartbeats";

    private static final int PRODUCTS_A_REQUEST = 100;
    private static final String LEVEL2 = "level2"; // and level2_batch, level2_50: one channel, told at another pace

    private final boolean isAdvanced;
    private final List<String> products;
    private final List<String> channels;
    private final Signer signer;

    /**
     * @param channels as the venue names them, heartbeats among them
     */
    Subscriptions(boolean isAdvanced, List<String> products, List<String> channels, Signer signer) {
        this.isAdvanced = isAdvanced;
        this.products = products;
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

    /** Returns all that has to be confirmed. */
    Set<String> confirmations() {
        Set<String> all = new HashSet<>();
        for (String channel : channels) {
            products.forEach(product -> all.add(confirmation(channel, product)));
        }
        return all;
    }

    /** Returns the requests that a connection begins with. */
    List<Request> all() {
        List<Request> requests = new ArrayList<>();
        for (String channel : channels) {
            for (int first = 0; first < products.size(); first += PRODUCTS_A_REQUEST) {
                int behind = Math.min(products.size(), first + PRODUCTS_A_REQUEST);
                requests.add(new Request("subscribe", channel, products.subList(first, behind)));
            }
        }
        return requests;
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
