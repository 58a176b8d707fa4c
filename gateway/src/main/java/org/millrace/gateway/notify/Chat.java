package org.millrace.gateway.notify;

import java.net.URI;
import java.util.Map;

/** Tells a chat, or whoever is on duty. Each of the three keeps in its secret file what opens the door to it. */
final class Chat {
    private Chat() {}

    /** Posts to an incoming webhook of Slack, whose whole address is the secret. See api.slack.com/messaging/webhooks. */
    static Transport slack(HttpPost post, AddressSettings address) {
        return notice -> {
            String text =
                    notice.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            post.send(uri(Secrets.read(address)), Map.of(), Json.object(json -> json.writeStringField("text", text)));
        };
    }

    /** Has a bot of Telegram, whose token is the secret, write to a chat. See core.telegram.org/bots/api. */
    static Transport telegram(HttpPost post, AddressSettings address, String base) {
        return notice ->
                post.send(uri(base + "/bot" + Secrets.read(address) + "/sendMessage"), Map.of(), Json.object(json -> {
                    json.writeStringField("chat_id", address.to());
                    json.writeStringField("text", notice.text());
                }));
    }

    /** Opens an event of PagerDuty, once for each key. See developer.pagerduty.com, Events API v2. */
    static Transport pagerDuty(HttpPost post, AddressSettings address, String base) {
        return notice -> {
            String routingKey = Secrets.read(address);
            post.send(uri(base + "/v2/enqueue"), Map.of(), Json.object(json -> {
                json.writeStringField("routing_key", routingKey);
                json.writeStringField("event_action", "trigger");
                json.writeStringField("dedup_key", notice.key());
                json.writeObjectFieldStart("payload");
                json.writeStringField("summary", notice.text());
                json.writeStringField("source", "millrace");
                json.writeStringField("severity", address.to().isEmpty() ? "warning" : address.to());
                json.writeStringField("timestamp", notice.time());
                json.writeObjectFieldStart("custom_details");
                Json.notice(json, notice);
                json.writeEndObject();
                json.writeEndObject();
            }));
        };
    }

    private static URI uri(String text) throws DeliveryException {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) { // its message has the text, which is secret
            throw DeliveryException.lasting("its secret file does not make an address");
        }
    }
}
