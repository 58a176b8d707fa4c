package org.millrace.gateway.rest;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.ModelAction;
import org.millrace.gateway.access.Permission;
import org.millrace.gateway.http.Endpoint;
import org.millrace.gateway.http.Exchange;
import org.millrace.gateway.http.Router;
import org.millrace.gateway.models.ModelVersion;
import org.millrace.gateway.models.ModelVersions;

/**
 * Models: which versions there are, what training tells of them, which predict; promoted, rolled back, retired by commands. Files
 * are read on threads that may wait.
 */
public final class ModelApi {
    private static final String PATH = "/api/v1/models";
    private static final String VERSION = PATH + "/{name}/{version}";
    private static final int MOST_COMPARED = 10;

    private final Calls calls;
    private final ModelVersions models;
    private final ModelQuestions questions;

    /**
     * Makes the endpoints.
     *
     * @param waiting reads files, on threads that may take their time
     */
    public ModelApi(Calls calls, ModelVersions models, Executor waiting) {
        this.calls = calls;
        this.models = models;
        questions = new ModelQuestions(waiting);
    }

    /** Adds the paths. */
    public void addTo(Router router) {
        router.get(PATH, Permission.VIEW, guarded(this::list))
                .get(PATH + "/{name}", Permission.VIEW, guarded(this::versions))
                .get(PATH + "/{name}/compare", Permission.VIEW, guarded(this::compare))
                .add(HttpMethod.POST, PATH + "/{name}/rollback", Permission.ADMINISTER, guarded(this::rollBack))
                .get(VERSION, Permission.VIEW, guarded(this::card))
                .add(HttpMethod.POST, VERSION + "/promote", Permission.ADMINISTER, begins(ModelAction.PROMOTE))
                .add(HttpMethod.POST, VERSION + "/shadow", Permission.ADMINISTER, begins(ModelAction.SHADOW))
                .add(HttpMethod.POST, VERSION + "/retire", Permission.ADMINISTER, guarded(this::retire));
    }

    private void list(Exchange exchange) {
        askAll(exchange, all -> answer(exchange, all));
    }

    /** Asks for all versions of the registry, and those that run though it has not got them any more. */
    private void askAll(Exchange exchange, Consumer<List<ModelVersion>> then) {
        List<ModelFields.Role> running = running(exchange);
        questions.ask(
                exchange,
                () -> {
                    List<ModelVersion> all = new ArrayList<>(models.all());
                    for (ModelFields.Role each : running) {
                        if (all.stream().noneMatch(one -> one.hash().equals(each.hash()))) {
                            all.add(models.kept(each.name(), each.hash()));
                        }
                    }
                    return all;
                },
                then);
    }

    private List<ModelFields.Role> running(Exchange exchange) {
        return new ModelFields(calls.latest(exchange))
                .roles().stream().filter(ModelFields.Role::isRunning).toList();
    }

    private void versions(Exchange exchange) {
        String name = exchange.argument("name");
        askAll(exchange, all -> {
            List<ModelVersion> found =
                    all.stream().filter(each -> each.name().equals(name)).toList();
            if (found.isEmpty()) {
                exchange.problem(HttpResponseStatus.NOT_FOUND, "There is no such model.");
            } else {
                answer(exchange, found);
            }
        });
    }

    private void answer(Exchange exchange, List<ModelVersion> versions) {
        ModelFields fields = new ModelFields(calls.latest(exchange));
        calls.list(exchange, versions, fields::version);
    }

    private void card(Exchange exchange) {
        String name = exchange.argument("name");
        int version = ModelQuestions.version(exchange);
        questions.ask(
                exchange,
                () -> models.card(name, version),
                card -> exchange.json(Unpooled.copiedBuffer(card, StandardCharsets.UTF_8)));
    }

    private void compare(Exchange exchange) {
        String name = exchange.argument("name");
        List<Integer> versions = new ArrayList<>();
        for (String each : exchange.parameter("versions", "").split(",", -1)) {
            versions.add(ModelQuestions.number("versions", each));
        }
        if (versions.size() > MOST_COMPARED) {
            throw new BadRequest("versions are " + MOST_COMPARED + " at most.");
        }
        questions.ask(exchange, () -> models.compare(name, versions), rows -> {
            List<Map.Entry<String, double[]>> metrics = List.copyOf(rows.entrySet());
            calls.list(exchange, metrics, (json, row) -> {
                json.writeStringField("metric", row.getKey());
                json.writeArrayFieldStart("values");
                for (double value : row.getValue()) {
                    ModelFields.number(json, value);
                }
                json.writeEndArray();
                JsonBody.number(json, "difference", row.getValue()[versions.size() - 1] - row.getValue()[0]);
            });
        });
    }

    private Endpoint begins(ModelAction action) {
        return guarded(exchange -> {
            String name = exchange.argument("name");
            int version = ModelQuestions.version(exchange);
            RequestBody body = RequestBody.of(exchange.body());
            body.requireKnown(Set.of("symbol"));
            Instrument instrument = body.has("symbol")
                    ? Entitled.named(
                            exchange.principal(), calls.latest(exchange).listing(), "symbol", body.text("symbol", ""))
                    : null;
            questions.ask(
                    exchange,
                    () -> models.keep(name, version),
                    kept -> send(exchange, ModelRequest.begin(action, kept, instrument), kept));
        });
    }

    private void send(Exchange exchange, ModelRequest command, ModelVersion version) {
        calls.send(exchange, command, outcome -> {
            ModelFields fields = new ModelFields(calls.latest(exchange));
            exchange.json(JsonBody.object(json -> fields.version(json, version)));
        });
    }

    private void rollBack(Exchange exchange) {
        String name = exchange.argument("name");
        calls.send(
                exchange,
                ModelRequest.end(ModelAction.ROLL_BACK, name, 0),
                outcome -> askAll(
                        exchange,
                        all -> answer(
                                exchange,
                                all.stream()
                                        .filter(each -> each.name().equals(name))
                                        .toList())));
    }

    private void retire(Exchange exchange) {
        String name = exchange.argument("name");
        int version = ModelQuestions.version(exchange);
        Optional<ModelFields.Role> running = running(exchange).stream()
                .filter(each -> each.name().equals(name) && each.version() == version)
                .findFirst();
        questions.ask(
                exchange,
                () -> running.isPresent() ? models.kept(name, running.get().hash()) : models.get(name, version),
                found -> send(exchange, ModelRequest.end(ModelAction.RETIRE, name, version), found));
    }

    private static Endpoint guarded(Endpoint endpoint) {
        return Calls.guarded("models", endpoint);
    }
}
