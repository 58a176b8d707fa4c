package org.millrace.engine.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.millrace.codecs.decimal.Money;
import org.millrace.engine.backtest.BacktestResult;
import org.millrace.engine.backtest.EquityCurve;
import org.millrace.engine.backtest.Fill;
import org.millrace.engine.backtest.RoundTrip;
import org.millrace.engine.performance.Drawdown;
import org.millrace.engine.performance.Measure;

/** A result as CSV files in a folder: {@code measures}, {@code equity}, {@code trades} and {@code fills}. */
public final class CsvReport {
    private CsvReport() {}

    /** Writes them, over those of an earlier run. */
    public static void write(BacktestResult result, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("measures.csv"), measures(result));
        Files.write(folder.resolve("equity.csv"), equity(result.curve()));
        Files.write(folder.resolve("trades.csv"), trades(result));
        Files.write(folder.resolve("fills.csv"), fills(result));
    }

    private static List<String> measures(BacktestResult result) {
        List<String> lines = new ArrayList<>(List.of("measure,value"));
        for (Map.Entry<Measure, Double> each : result.measures().values().entrySet()) {
            lines.add(each.getKey().key() + "," + text(each.getValue()));
        }
        return lines;
    }

    private static List<String> equity(EquityCurve curve) {
        List<String> lines = new ArrayList<>(List.of("time,equity,exposure,drawdown"));
        long[] times = curve.times();
        double[] equity = curve.equity();
        double[] exposure = curve.exposure();
        double[] drawdown = Drawdown.curve(equity);
        for (int i = 0; i < times.length; i++) {
            lines.add(String.join(
                    ",", TextReport.time(times[i]).toString(), text(equity[i]), text(exposure[i]), text(drawdown[i])));
        }
        return lines;
    }

    private static List<String> trades(BacktestResult result) {
        List<String> lines = new ArrayList<>(List.of("strategyId,instrument,side,opened,closed,quantity,entryPrice,"
                + "exitPrice,profit,return,fees,open,tainted"));
        for (RoundTrip trip : result.trips()) {
            lines.add(String.join(
                    ",",
                    Integer.toString(trip.strategyId()),
                    result.instrument(trip.instrumentId()),
                    trip.bought() ? "LONG" : "SHORT",
                    TextReport.time(trip.openNs()).toString(),
                    TextReport.time(trip.closeNs()).toString(),
                    text(trip.quantity()),
                    text(trip.entryPrice()),
                    text(trip.exitPrice()),
                    text(trip.profit()),
                    text(trip.returned()),
                    text(trip.fees()),
                    Boolean.toString(!trip.closed()),
                    Boolean.toString(trip.tainted())));
        }
        return lines;
    }

    private static List<String> fills(BacktestResult result) {
        List<String> lines = new ArrayList<>(List.of(
                "time,sequence,orderId,strategyId,instrument,side,price,quantity,fee,slippage,liquidity,quality"));
        for (Fill fill : result.fills()) {
            lines.add(String.join(
                    ",",
                    TextReport.time(fill.timeNs()).toString(),
                    Long.toString(fill.sequence()),
                    Long.toString(fill.orderId()),
                    Integer.toString(fill.strategyId()),
                    result.instrument(fill.instrumentId()),
                    fill.side().name(),
                    text(fill.price()),
                    text(fill.quantity()),
                    text(Money.toDouble(fill.fee())),
                    text(fill.slippage()),
                    fill.liquidity().name(),
                    Integer.toString(fill.quality())));
        }
        return lines;
    }

    /** An empty field says: not known. */
    private static String text(double value) {
        return Double.isFinite(value) ? TextReport.number(value) : "";
    }
}
