package org.millrace.engine.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.settings.Settings;

/**
 * What every order is held against before it lives; 0: no limit. Money is of the account's currency.
 *
 * @param orderQuantity  most of one order, in quantity
 * @param orderNotional  most of one order, in money
 * @param position       most of an instrument, in quantity
 * @param notional       most of an instrument, in money
 * @param collar         most that a limit may be worse than the market, 0.05 = 5 %
 * @param orderRate      most orders a second of an account
 * @param dailyLoss      most that an account may lose from 00:00 UTC, in money; beyond, it is stopped
 * @param drawdown       most of its highest equity that an account may lose, 0.2 = 20 %; beyond, it is stopped
 * @param exposure       most of all positions of an account, in money
 * @param assetExposure  most of all positions of one asset class, in money
 * @param leverage       most that all positions of an account may be of its equity
 * @param stale          time without a price after which nothing may be ordered
 * @param staleKill      time without a price of what an account holds or has ordered, after which it is stopped
 */
public record RiskSettings(
        BigDecimal orderQuantity,
        BigDecimal orderNotional,
        BigDecimal position,
        BigDecimal notional,
        BigDecimal collar,
        int orderRate,
        BigDecimal dailyLoss,
        BigDecimal drawdown,
        BigDecimal exposure,
        AssetExposureSettings assetExposure,
        BigDecimal leverage,
        Duration stale,
        Duration staleKill) {
    public static final RiskSettings DEFAULTS = new RiskSettings(
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            0,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            AssetExposureSettings.DEFAULTS,
            BigDecimal.ONE,
            Duration.ZERO,
            Duration.ZERO);

    public RiskSettings {
        requireLimit("risk.order-quantity", orderQuantity);
        requireLimit("risk.order-notional", orderNotional);
        requireLimit("risk.position", position);
        requireLimit("risk.notional", notional);
        requireLimit("risk.collar", collar);
        Settings.require(orderRate >= 0, "risk.order-rate", orderRate, "0 or more");
        requireLimit("risk.daily-loss", dailyLoss);
        requireLimit("risk.drawdown", drawdown);
        requireLimit("risk.exposure", exposure);
        requireLimit("risk.leverage", leverage);
        Settings.require(!stale.isNegative(), "risk.stale", stale, "0 or more");
        Settings.require(!staleKill.isNegative(), "risk.stale-kill", staleKill, "0 or more");
    }

    List<SettingValue> values() {
        return List.of(
                SettingValue.of(Setting.RISK_ORDER_QUANTITY, orderQuantity),
                SettingValue.of(Setting.RISK_ORDER_NOTIONAL, orderNotional),
                SettingValue.of(Setting.RISK_POSITION, position),
                SettingValue.of(Setting.RISK_NOTIONAL, notional),
                SettingValue.of(Setting.RISK_COLLAR, collar),
                SettingValue.of(Setting.RISK_ORDER_RATE, orderRate),
                SettingValue.of(Setting.RISK_DAILY_LOSS, dailyLoss),
                SettingValue.of(Setting.RISK_DRAWDOWN, drawdown),
                SettingValue.of(Setting.RISK_EXPOSURE, exposure),
                SettingValue.of(Setting.RISK_EXPOSURE_CRYPTO, assetExposure.crypto()),
                SettingValue.of(Setting.RISK_EXPOSURE_EQUITY, assetExposure.equity()),
                SettingValue.of(Setting.RISK_EXPOSURE_FX, assetExposure.fx()),
                SettingValue.of(Setting.RISK_EXPOSURE_INDEX, assetExposure.index()),
                SettingValue.of(Setting.RISK_EXPOSURE_FUTURE, assetExposure.future()),
                SettingValue.of(Setting.RISK_LEVERAGE, leverage),
                SettingValue.of(Setting.RISK_STALE, stale),
                SettingValue.of(Setting.RISK_STALE_KILL, staleKill));
    }

    private static void requireLimit(String key, BigDecimal limit) {
        boolean fits = limit.signum() >= 0
                && limit.precision() - limit.scale() <= 10
                && limit.stripTrailingZeros().scale() <= 8;
        Settings.require(fits, key, limit, "0 or more, below 10000000000, of at most eight decimals");
    }

    /** Most of all positions of an asset class, in money; 0: no limit. */
    public record AssetExposureSettings(
            BigDecimal crypto, BigDecimal equity, BigDecimal fx, BigDecimal index, BigDecimal future) {
        public static final AssetExposureSettings DEFAULTS = new AssetExposureSettings(
                BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        public AssetExposureSettings {
            requireLimit("risk.asset-exposure.crypto", crypto);
            requireLimit("risk.asset-exposure.equity", equity);
            requireLimit("risk.asset-exposure.fx", fx);
            requireLimit("risk.asset-exposure.index", index);
            requireLimit("risk.asset-exposure.future", future);
        }
    }
}
