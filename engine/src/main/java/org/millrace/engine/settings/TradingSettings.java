package org.millrace.engine.settings;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.millrace.codecs.sbe.Liquidity;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Venue;
import org.millrace.codecs.settings.Settings;
import org.millrace.engine.exchange.FeeSchedule;

/**
 * What accounts begin with, and what trading on the paper exchange costs.
 *
 * @param cash     that an account begins with which is not listed
 * @param currency in which such an account counts, and the total; empty: in that of what it trades first
 * @param accounts others
 * @param latency  time from placing an order to its arrival on the venue
 * @param fees     of venues; the others take what their lists say
 * @param slippage part of the price that takers lose where only bars are known
 * @param barShare part of a bar's volume that may be taken
 * @param queue    part of what leaves a price untraded that had stood before an order there
 */
public record TradingSettings(
        BigDecimal cash,
        String currency,
        List<AccountSettings> accounts,
        Duration latency,
        List<FeeSettings> fees,
        BigDecimal slippage,
        BigDecimal barShare,
        BigDecimal queue) {
    private static final BigDecimal MOST_CASH = new BigDecimal("10000000000");
    private static final int MOST_CHARACTERS = 8;

    public static final TradingSettings DEFAULTS = new TradingSettings(
            new BigDecimal("100000"),
            "",
            List.of(),
            Duration.ZERO,
            List.of(),
            new BigDecimal("0.0005"),
            BigDecimal.ONE,
            BigDecimal.ZERO);

    public TradingSettings {
        requireCash("trading.cash", cash);
        requireCurrency("trading.currency", currency);
        Settings.require(!latency.isNegative(), "trading.latency", latency, "0 or more");
        Settings.require(isPart(slippage), "trading.slippage", slippage, "0 to 1");
        Settings.require(isPart(barShare) && barShare.signum() > 0, "trading.bar-share", barShare, "more than 0, to 1");
        Settings.require(isPart(queue), "trading.queue", queue, "0 to 1");
        requireOnce(accounts, fees);
        accounts = List.copyOf(accounts);
        fees = List.copyOf(fees);
    }

    List<SettingValue> values() {
        List<SettingValue> values = new ArrayList<>(List.of(
                SettingValue.of(Setting.TRADING_CASH, cash),
                SettingValue.ofText(Setting.TRADING_CURRENCY, currency),
                SettingValue.of(Setting.TRADING_LATENCY, latency),
                SettingValue.of(Setting.TRADING_SLIPPAGE, slippage),
                SettingValue.of(Setting.TRADING_BAR_SHARE, barShare),
                SettingValue.of(Setting.TRADING_QUEUE, queue)));
        for (AccountSettings account : accounts) {
            values.add(SettingValue.of(Setting.TRADING_CASH, account.cash()).forAccount(account.id()));
            values.add(SettingValue.ofText(Setting.TRADING_CURRENCY, account.currency())
                    .forAccount(account.id()));
        }
        for (Venue venue : Venue.values()) {
            if (venue != Venue.NONE && venue != Venue.NULL_VAL) {
                addFees(venue, values);
            }
        }
        return values;
    }

    private void addFees(Venue venue, List<SettingValue> values) {
        BigDecimal maker = BigDecimal.valueOf(FeeSchedule.listed(venue, Liquidity.MAKER), FeeSettings.SCALE);
        BigDecimal taker = BigDecimal.valueOf(FeeSchedule.listed(venue, Liquidity.TAKER), FeeSettings.SCALE);
        for (FeeSettings own : fees) {
            if (own.venue() == venue) {
                maker = own.maker();
                taker = own.taker();
            }
        }
        values.add(SettingValue.of(Setting.TRADING_MAKER_FEE, maker).forVenue(venue));
        values.add(SettingValue.of(Setting.TRADING_TAKER_FEE, taker).forVenue(venue));
    }

    private static void requireOnce(List<AccountSettings> accounts, List<FeeSettings> fees) {
        Set<Object> named = new HashSet<>();
        for (AccountSettings account : accounts) {
            Settings.require(named.add(account.id()), "trading.accounts.id", account.id(), "each once");
        }
        for (FeeSettings fee : fees) {
            Settings.require(named.add(fee.venue()), "trading.fees.venue", fee.venue(), "each once");
        }
    }

    private static void requireCash(String key, BigDecimal cash) {
        boolean fits = cash.signum() >= 0
                && cash.compareTo(MOST_CASH) <= 0
                && cash.stripTrailingZeros().scale() <= 8;
        Settings.require(fits, key, cash, "0 to " + MOST_CASH + ", of at most eight decimals");
    }

    private static void requireCurrency(String key, String currency) {
        int length = currency.getBytes(StandardCharsets.UTF_8).length;
        Settings.require(length <= MOST_CHARACTERS, key, currency, "at most " + MOST_CHARACTERS + " characters");
    }

    private static boolean isPart(BigDecimal value) {
        return value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0;
    }

    /**
     * An account.
     *
     * @param id       1 or more
     * @param cash     that it begins with; more is brought by transfers
     * @param currency in which it counts; empty: in that of what it trades first
     */
    public record AccountSettings(int id, BigDecimal cash, String currency) {
        public AccountSettings {
            Settings.require(id >= 1, "trading.accounts.id", id, "1 or more");
            requireCash("trading.accounts.cash", cash);
            requireCurrency("trading.accounts.currency", currency);
        }
    }

    /**
     * What a venue takes.
     *
     * @param maker part of the notional, below 0: it pays
     * @param taker part of the notional
     */
    public record FeeSettings(Venue venue, BigDecimal maker, BigDecimal taker) {
        private static final int SCALE = 6;
        private static final BigDecimal MOST = new BigDecimal("0.1");

        public FeeSettings {
            Settings.require(venue != Venue.NONE && venue != Venue.NULL_VAL, "trading.fees.venue", venue, "a venue");
            requireFee("trading.fees.maker", maker);
            requireFee("trading.fees.taker", taker);
        }

        private static void requireFee(String key, BigDecimal fee) {
            boolean fits =
                    fee.abs().compareTo(MOST) <= 0 && fee.stripTrailingZeros().scale() <= SCALE;
            Settings.require(fits, key, fee, "-0.1 to 0.1, of at most six decimals");
        }
    }
}
