package org.millrace.gateway.rest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.millrace.codecs.instrument.Instrument;
import org.millrace.codecs.sbe.Setting;
import org.millrace.gateway.access.Entitlements;
import org.millrace.gateway.access.Principal;
import org.millrace.gateway.backtests.BacktestRequest;
import org.millrace.gateway.latest.Listing;
import org.millrace.gateway.strategies.StrategyKinds;

/** Reads which backtest somebody wants: members have the names of the command line's options. */
final class BacktestBody {
    private static final String STRATEGIES = "strategies";
    private static final Set<String> MEMBERS = Set.of(
            STRATEGIES,
            "models",
            "from",
            "to",
            "cash",
            "maker_fee",
            "taker_fee",
            "slippage",
            "latency",
            "leverage",
            "benchmark",
            "risk_free",
            "days_per_year",
            "sampling");
    private static final Set<String> OF_A_STRATEGY = Set.of("strategy", "params", "instrument");
    private static final List<String> SAMPLINGS = List.of("auto", "minute", "hour", "day");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern MODEL = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}(:[1-9]\\d{0,8})?");
    private static final int MOST_STRATEGIES = 16;
    private static final int MOST_MODELS = 16;
    private static final int MOST_DAYS = 366;
    private static final double NS_PER_MS = 1e6;

    private final RequestBody body;
    private final Listing listing;
    private final Principal principal;

    BacktestBody(byte[] bytes, Listing listing, Principal principal) {
        body = RequestBody.of(bytes);
        this.listing = listing;
        this.principal = principal;
        body.requireKnown(MEMBERS);
    }

    /** Returns what is wanted; without an end it ends now. */
    BacktestRequest read(UUID id, StrategyKinds kinds, long nowNs) {
        List<BacktestRequest.Strategy> strategies = strategies(kinds);
        long fromNs = time("from", Long.MIN_VALUE);
        long toNs = time("to", nowNs);
        if (fromNs >= toNs) {
            throw new BadRequest("from is to be before to, and before now.");
        }
        return new BacktestRequest(id, principal.name(), strategies, models(), fromNs, toNs, settings(), measuring());
    }

    private List<BacktestRequest.Strategy> strategies(StrategyKinds kinds) {
        List<RequestBody> listed = body.objects(STRATEGIES);
        Entitlements may = principal.entitlements();
        if (listed.isEmpty() && !(may.allowAllInstruments() && may.allowAllVenues())) {
            throw new BadRequest("strategies is empty: only who may see all instruments has the journal's own run.");
        }
        if (listed.size() > MOST_STRATEGIES) {
            throw new BadRequest("strategies are " + MOST_STRATEGIES + " at most.");
        }
        List<BacktestRequest.Strategy> strategies = new ArrayList<>();
        for (RequestBody each : listed) {
            each.requireKnown(OF_A_STRATEGY);
            String name = each.text("strategy", "");
            Map<String, Double> params = each.numbers("params");
            StrategyRequest.check(kinds, "strategy", name, params);
            Instrument instrument = Entitled.named(principal, listing, "instrument", each.text("instrument", ""));
            strategies.add(new BacktestRequest.Strategy(name, params, instrument));
        }
        return strategies;
    }

    private List<BacktestRequest.Model> models() {
        List<BacktestRequest.Model> models = new ArrayList<>();
        for (String each : body.texts("models", List.of())) {
            if (!MODEL.matcher(each).matches()) {
                throw new BadRequest("models are NAME or NAME:VERSION, as direction-1m:2.");
            }
            int colon = each.indexOf(':');
            models.add(
                    colon < 0
                            ? new BacktestRequest.Model(each, 0)
                            : new BacktestRequest.Model(
                                    each.substring(0, colon), Integer.parseInt(each.substring(colon + 1))));
        }
        if (models.size() > MOST_MODELS) {
            throw new BadRequest("models are " + MOST_MODELS + " at most.");
        }
        return models;
    }

    private Map<Setting, Double> settings() {
        Map<Setting, Double> settings = new EnumMap<>(Setting.class);
        put(settings, Setting.TRADING_CASH, "cash", 0, 1);
        put(settings, Setting.TRADING_MAKER_FEE, "maker_fee", -1, 1);
        put(settings, Setting.TRADING_TAKER_FEE, "taker_fee", -1, 1);
        put(settings, Setting.TRADING_SLIPPAGE, "slippage", 0, 1);
        put(settings, Setting.TRADING_LATENCY, "latency", 0, NS_PER_MS);
        put(settings, Setting.RISK_LEVERAGE, "leverage", 0, 1);
        return settings;
    }

    private void put(Map<Setting, Double> settings, Setting setting, String name, double least, double unit) {
        if (body.has(name)) {
            double value = body.number(name, least);
            if (value < least) {
                throw new BadRequest(name + " is " + (long) least + " or more.");
            }
            settings.put(setting, value * unit);
        }
    }

    private BacktestRequest.Measuring measuring() {
        String benchmark = body.text("benchmark", "");
        double riskFree = body.number("risk_free", 0);
        int days = body.whole("days_per_year", 0);
        String sampling = body.text("sampling", SAMPLINGS.get(0));
        if (!(riskFree > -1 && riskFree < 1)) {
            throw new BadRequest("risk_free is a part of 1, as 0.02.");
        }
        if (days < 0 || days > MOST_DAYS) {
            throw new BadRequest("days_per_year is 0 to " + MOST_DAYS + '.');
        }
        if (!SAMPLINGS.contains(sampling)) {
            throw new BadRequest("sampling is one of " + String.join(", ", SAMPLINGS) + '.');
        }
        Instrument instrument = benchmark.isEmpty() ? null : Entitled.named(principal, listing, "benchmark", benchmark);
        return new BacktestRequest.Measuring(
                instrument == null ? "" : BacktestFields.name(instrument), riskFree, days, sampling);
    }

    private long time(String name, long otherwise) {
        String text = body.text(name, "");
        return text.isEmpty()
                ? otherwise
                : Instants.parse(DATE.matcher(text).matches() ? text + "T00:00:00Z" : text)
                        .orElseThrow(() ->
                                new BadRequest(name + " is to be a time, as 2026-01-31 or 2026-01-31T12:00:00Z."));
    }
}
