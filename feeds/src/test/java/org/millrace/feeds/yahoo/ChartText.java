package org.millrace.feeds.yahoo;

import java.util.List;

/** Writes charts as the venue does. */
final class ChartText {
    private ChartText() {}

    /**
     * Returns a chart of AAPL's five minutes on 2 October 2026; 13:30 UTC is its opening.
     *
     * @param marketTime seconds after the opening
     * @param rows       {@code seconds after the opening, open, high, low, close, volume}
     */
    static String minutes(long marketTime, String... rows) {
        return chart("5m", 1_790_947_800L + marketTime, List.of(rows));
    }

    static String chart(String granularity, long marketTime, List<String> rows) {
        StringBuilder times = new StringBuilder();
        StringBuilder[] columns = new StringBuilder[5];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new StringBuilder();
        }
        for (String row : rows) {
            String[] values = row.split(" ", -1);
            times.append(',').append(1_790_947_800L + Long.parseLong(values[0]));
            for (int i = 0; i < columns.length; i++) {
                columns[i].append(',').append(values[i + 1]);
            }
        }
        return ("{'chart':{'result':[{'meta':{'currency':'USD','symbol':'AAPL','instrumentType':'EQUITY',"
                        + "'regularMarketTime':" + marketTime + ",'exchangeTimezoneName':'America/New_York',"
                        + "'currentTradingPeriod':{'regular':{'end':1790971200,'start':1790947800}},"
                        + "'dataGranularity':'" + granularity + "'},'timestamp':[" + cut(times)
                        + "],'indicators':{'quote':[{'open':[" + cut(columns[0]) + "],'high':[" + cut(columns[1])
                        + "],'low':[" + cut(columns[2]) + "],'close':[" + cut(columns[3]) + "],'volume':["
                        + cut(columns[4]) + "]}]}}],'error':null}}")
                .replace('\'', '"');
    }

    private static String cut(StringBuilder list) {
        return list.length() == 0 ? "" : list.substring(1);
    }
}
