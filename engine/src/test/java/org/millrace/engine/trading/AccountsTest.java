package org.millrace.engine.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.codecs.sbe.AggressorSide;
import org.millrace.codecs.sbe.Setting;
import org.millrace.codecs.sbe.Side;
import org.millrace.engine.portfolio.Ledger;
import org.millrace.engine.portfolio.Standing;

/** Money of several accounts and currencies; nobody charges anything unless it is said. */
class AccountsTest {
    private static final int BTC_USDT = 1;
    private static final int ETH_BTC = 2;
    private static final int BTC_EUR = 3;

    private final TradingTape tape = new TradingTape()
            .set(Setting.TRADING_MAKER_FEE, "0")
            .set(Setting.TRADING_TAKER_FEE, "0")
            .book("99x1000 / 101x1000");

    AccountsTest() {
        tape.events()
                .definition()
                .instrument(ETH_BTC)
                .names("ETHBTC", "ETH-BTC")
                .send();
        tape.events()
                .definition()
                .instrument(BTC_EUR)
                .names("BTCEUR", "BTC-EUR")
                .send();
    }

    @Test
    void shouldBeginAccountsAsSettingsSay() {
        account(2, "500", "EUR");
        account(3, "70", "");

        assertEquals(TradingTape.mantissa("500"), tape.account(2).cash());
        assertEquals(TradingTape.mantissa("70"), tape.account(3).equity());
        assertEquals(TradingTape.mantissa("100000"), tape.account(4).cash());
    }

    @Test
    void shouldConvertByThePairItself() {
        tape.on(ETH_BTC).book("0.04x100 / 0.06x100");
        tape.on(BTC_USDT).buy("1").change("99x999");
        tape.on(ETH_BTC).order(Side.BUY, "10", more -> {}).change("0.04x99");

        Ledger account = tape.account();
        tape.tick("10:00:01");

        assertEquals(2, account.purseCount());
        assertEquals(TradingTape.mantissa("99899"), account.purse(0).cash());
        assertEquals(TradingTape.mantissa("-0.6"), account.purse(1).cash());
        // 10 ETH at 0.05 are 0.5 BTC; 0.1 BTC are lost, at 100 USDT; and 1 BTC bought at 101 is worth 100
        assertEquals(TradingTape.mantissa("99989"), account.equity());
        assertEquals(TradingTape.mantissa("150"), account.exposure());
        assertEquals(0, account.standing().excluded());
    }

    @Test
    void shouldConvertByTheInverseOfAPair() {
        account(2, "1000", "BTC");
        tape.order(Side.BUY, "5", more -> more.accountId(2)).change("99x999").tick("10:00:01");

        // paid 505 USDT, holds 5 BTC worth 500 USDT: 5 USDT are 0.05 BTC
        assertEquals(TradingTape.mantissa("999.95"), tape.account(2).equity());
    }

    @Test
    void shouldRefuseWhatNothingConverts() {
        account(2, "1000", "EUR");
        tape.order(Side.BUY, "5", more -> more.accountId(2));
        tape.transfer(2, "40", "USDT").tick("10:00:01");

        assertEquals(List.of("order 1 REFUSED NO_RATE", "error 401 of 1"), tape.said());
        assertEquals(TradingTape.mantissa("1000"), tape.account(2).equity());
        assertEquals(1, tape.account(2).standing().excluded());
    }

    @Test
    void shouldMoveMoneyWithoutEarningIt() {
        tape.buy("1")
                .change("99x999")
                .transfer(1, "50", "")
                .transfer(1, "-949.5", "")
                .tick("10:00:01");
        tape.transfer(1, "-100000", "").transfer(1, "0", "");

        Standing standing = tape.account().standing();
        assertEquals(TradingTape.mantissa("98999.5"), standing.cash());
        assertEquals(TradingTape.mantissa("-1"), standing.earnedToday());
        assertEquals(1 / 99_100.5, standing.drawdown(), 1e-12, "1 of 100,000 + 50 - 949.5");
        assertEquals(List.of("error 401 of 1", "error 104 of 0"), tape.said().subList(4, 6));
    }

    @Test
    void shouldSumAllAccounts() {
        tape.events().setting(Setting.TRADING_CURRENCY, "0").text("USDT").send();
        account(2, "500", "USDT");
        account(3, "70", "BTC");
        tape.tick("10:00:01");

        assertEquals(
                TradingTape.mantissa("7500"),
                tape.portfolio().total().equity(),
                "500 and 70 at 100, nothing of account 1");

        tape.book("109x1000 / 111x1000").tick("10:00:02");

        assertEquals(
                TradingTape.mantissa("8200"),
                tape.portfolio().total().equity(),
                "500 and 70 at 110, though neither account holds anything");
    }

    @Test
    void shouldKnowWhatTheOldestHadCost() {
        tape.buy("1").change("99x999");
        tape.book("109x1000 / 111x1000").buy("1").change("109x999");
        tape.sell("1").change("109x998");

        // bought at 101 and 111, sold at 109: the average had cost 106, the oldest 101
        assertEquals(TradingTape.mantissa("3"), tape.account().holding(BTC_USDT).realised());
        assertEquals(TradingTape.mantissa("8"), tape.account().holding(BTC_USDT).fifoRealised());
        assertEquals(106.0, tape.account().holding(BTC_USDT).averagePrice(-8));
    }

    @Test
    void shouldKeepTheBooksOfEachStrategy() {
        tape.order(Side.BUY, "3", more -> more.strategyId(5));
        tape.order(Side.SELL, "1", more -> more.strategyId(6));
        tape.buy("1").change("99x999").trade("100", "1", AggressorSide.BUY);

        assertEquals(TradingTape.mantissa("3"), tape.portfolio().ledger(1, 5).quantity(BTC_USDT));
        assertEquals(TradingTape.mantissa("-1"), tape.portfolio().ledger(1, 6).quantity(BTC_USDT));
        assertEquals(TradingTape.mantissa("3"), tape.account().quantity(BTC_USDT));
        assertEquals(TradingTape.mantissa("-3"), tape.portfolio().ledger(1, 5).equity(), "bought 3 at 101, worth 100");
    }

    private void account(int id, String cash, String currency) {
        tape.events().setting(Setting.TRADING_CASH, cash).account(id).send();
        tape.events()
                .setting(Setting.TRADING_CURRENCY, "0")
                .account(id)
                .text(currency)
                .send();
    }
}
