package org.millrace.engine.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.millrace.engine.jars.StrategyArchive;
import org.millrace.engine.jars.StrategyFolder;
import org.millrace.engine.registry.ModelArchive;
import org.millrace.engine.strategy.StrategyLibrary;
import org.millrace.engine.strategy.StrategyType;
import org.millrace.engine.strategy.shipped.ShippedStrategies;
import org.millrace.gateway.backtests.BacktestRequest;
import org.millrace.gateway.strategies.StrategyKind;
import org.millrace.gateway.strategies.StrategyKinds;

/**
 * Tells the gateway of the strategies that can be started: the engine's own, and those that were loaded from jars. After a
 * restart these are the ones whose jars lie in the folder as they were when they were loaded.
 */
final class StrategyCatalogue implements StrategyKinds {
    private static final String SHIPPED = "shipped";

    private final StrategyLibrary shipped;
    private final Map<String, StrategyFolder.Offer> loaded = new ConcurrentSkipListMap<>();
    private final StrategyFolder folder;
    private final StrategyArchive archive;

    /**
     * Looks which jars were loaded before.
     *
     * @param data   the data directory
     * @param folder of jars
     */
    StrategyCatalogue(Path data, Path folder) {
        shipped = ShippedStrategies.library().withModels(new ModelArchive(data.resolve(ModelArchive.FOLDER)));
        this.folder = new StrategyFolder(data.resolve(folder));
        archive = new StrategyArchive(data.resolve(StrategyArchive.FOLDER));
        this.folder.kept(archive).forEach(this::add);
    }

    @Override
    public List<StrategyKind> all() {
        List<StrategyKind> all = new ArrayList<>();
        shipped.types().forEach(type -> all.add(kind(type, SHIPPED)));
        loaded.values().forEach(offer -> all.add(kind(offer.type(), offer.hash())));
        return all;
    }

    @Override
    public String objection(String name, Map<String, Double> values) {
        try {
            library().find(name).create(values);
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public StrategyKind look(String name) {
        if (shipped.isShipped(name)) {
            throw new IllegalArgumentException(name + " is the engine's own, and keeps its name");
        }
        String hash = folder.offer(name, archive).hash();
        return kind(archive.load(name, hash), hash); // which keeps it for when it has been loaded
    }

    @Override
    public void loaded(StrategyKind kind) {
        add(new StrategyFolder.Offer(archive.load(kind.name(), kind.source()), kind.source()));
    }

    /** Returns what a backtest knows: of what was recorded the jars of then, of what is new those that are loaded. */
    StrategyLibrary libraryFor(BacktestRequest request) {
        return request.strategies().isEmpty() ? shipped.with(archive) : library();
    }

    private StrategyLibrary library() {
        return shipped.and(
                loaded.values().stream().map(StrategyFolder.Offer::type).toList());
    }

    private void add(StrategyFolder.Offer offer) {
        if (!shipped.isShipped(offer.type().name())) {
            loaded.put(offer.type().name(), offer);
        }
    }

    private static StrategyKind kind(StrategyType type, String source) {
        return new StrategyKind(
                type.name(),
                source,
                type.parameters().stream()
                        .map(each -> new StrategyKind.Parameter(
                                each.name(),
                                each.whole(),
                                each.range().from(),
                                each.range().to(),
                                each.range().step(),
                                each.range().value()))
                        .toList());
    }
}
