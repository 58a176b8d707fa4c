package org.millrace.gateway.websocket;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.millrace.codecs.sbe.MessageHeaderDecoder;
import org.millrace.gateway.settings.SubscriberSettings;

/** The server's first words. */
final class Hello {
    private Hello() {}

    static void write(JsonGenerator out, ClientSession session, Distributor distributor) throws IOException {
        out.writeStringField("protocol", session.subscriptions().form().json() ? Upgrade.JSON : Upgrade.SBE);
        out.writeObjectFieldStart("schema");
        out.writeNumberField("id", MessageHeaderDecoder.SCHEMA_ID);
        out.writeNumberField("version", MessageHeaderDecoder.SCHEMA_VERSION);
        out.writeStringField("hash", distributor.schemaHash());
        out.writeEndObject();
        out.writeStringField("serverTime", Long.toString(distributor.nowNs()));
        out.writeStringField("session", session.id());
        out.writeBooleanField("loginRequired", !session.login().isLoggedIn());
        out.writeObjectFieldStart("channels");
        for (Map.Entry<String, Integer> channel : distributor.channels().all().entrySet()) {
            out.writeNumberField(channel.getKey(), channel.getValue());
        }
        out.writeEndObject();
        writeLimits(out, distributor.settings(), session.login().connectionLimit());
        out.writeStringField("epoch", Long.toString(distributor.latest().epoch()));
        out.writeStringField("newest", Long.toString(distributor.sequence()));
        out.writeStringField("oldest", Long.toString(distributor.oldest()));
    }

    static void writeLimits(JsonGenerator out, SubscriberSettings settings, int connections) throws IOException {
        out.writeObjectFieldStart("limits");
        out.writeNumberField("connections", connections);
        out.writeNumberField("subscriptions", settings.subscriptions());
        out.writeNumberField("instruments", settings.instruments());
        out.writeNumberField("messagesPerSecond", settings.messagesPerSecond());
        out.writeNumberField("messageBurst", settings.messageBurst());
        out.writeNumberField("messageBytes", settings.messageBytes());
        out.writeNumberField("queueBytes", settings.queueBytes());
        out.writeNumberField("heartbeatMs", settings.heartbeat().toMillis());
        out.writeEndObject();
    }
}
