"""Computes what a crossover of means of 20 and 50 closes does over bars, and every measure of it, with numpy.

Shares no code with the engine. Prints properties; crossover.properties holds what it printed for the recorded bars:

    python3 crossover.py CAPTURES/bars > crossover.properties
"""
import csv
import gzip
import math
import statistics
import sys

import numpy

CASH = 100_000.0
SLIPPAGE = 0.0005
RISK_FREE = 0.02


def bars(path):
    with gzip.open(path, "rt") as file:
        return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]


def fills(rows, quantity, fee_rate, exponent):
    """(bar, side, price, fee): decided at a close, done at the next open, worse by the slippage, within the bar."""
    closes = numpy.array([row["close"] for row in rows])
    tick = 10 ** exponent
    done, wanted, held, last = [], 0, False, math.nan
    for i, row in enumerate(rows):
        if wanted:
            units = round(row["open"] * tick)
            if wanted > 0:
                price = min(round(row["high"] * tick), math.ceil(units * (1 + SLIPPAGE))) / tick
            else:
                price = max(round(row["low"] * tick), math.floor(units * (1 - SLIPPAGE))) / tick
            done.append((i, wanted, price, price * quantity * fee_rate))
            held = wanted > 0
            wanted = 0
        if i < 49:
            continue
        difference = closes[i - 19:i + 1].mean() - closes[i - 49:i + 1].mean()
        if difference > 0 and last <= 0 and not held:
            wanted = 1
        elif difference < 0 and last >= 0 and held:
            wanted = -1
        last = difference
    return done


def measures(rows, quantity, fee_rate, exponent, year):
    done = fills(rows, quantity, fee_rate, exponent)
    closes = numpy.array([row["close"] for row in rows])
    cash, held, at = CASH, 0.0, 0
    equity, exposure = [CASH], [0.0]
    for i, close in enumerate(closes):
        while at < len(done) and done[at][0] == i:
            _, side, price, fee = done[at]
            cash -= side * price * quantity + fee
            held += side * quantity
            at += 1
        equity.append(cash + held * close)
        exposure.append(held * close)
    equity, exposure = numpy.array(equity), numpy.array(exposure)
    returns = equity[1:] / equity[:-1] - 1
    free = (1 + RISK_FREE) ** (1 / year) - 1
    mean, deviation = returns.mean(), returns.std(ddof=1)
    growth = equity[-1] / equity[0]
    annual = growth ** (year / len(returns)) - 1
    peaks = numpy.maximum.accumulate(equity)
    deepest = (1 - equity / peaks).max()
    out = {
        "totalReturn": growth - 1,
        "annualReturn": annual,
        "volatility": deviation * math.sqrt(year),
        "sharpe": (mean - free) / deviation * math.sqrt(year),
        "sortino": (mean - free) / math.sqrt((numpy.minimum(0, returns - free) ** 2).mean()) * math.sqrt(year),
        "calmar": annual / deepest,
        "maxDrawdown": deepest,
        "skewness": ((returns - mean) ** 3).mean() / returns.std() ** 3,
        "kurtosis": ((returns - mean) ** 4).mean() / returns.std() ** 4,
        "exposure": (exposure[1:] / equity[1:]).mean(),
        "timeInMarket": (exposure[1:] > 0).mean(),
        "profit": equity[-1] - equity[0],
    }
    trough = (1 - equity / peaks).argmax()
    peak = equity[:trough + 1].argmax()
    ends = [row["time_ms"] + 86_400_000 for row in rows]  # of the bars; of their days below
    times = [ends[0]] + [math.ceil(end / 86_400_000) * 86_400_000 for end in ends]
    after = [i for i in range(trough, len(equity)) if equity[i] >= equity[peak]]
    out["maxDrawdownDays"] = (times[after[0] if after else -1] - times[peak]) / 86_400_000
    longest, top = 0, 0
    for i in range(1, len(equity)):
        if equity[i] < equity[top] or equity[i - 1] < equity[top]:
            longest = max(longest, times[i] - times[top])
        if equity[i] >= equity[top]:
            top = i
    out["longestDrawdownDays"] = longest / 86_400_000
    market = closes[1:] / closes[:-1] - 1
    ours = equity[2:] / equity[1:-1] - 1
    beta = numpy.cov(ours, market)[0, 1] / market.var(ddof=1)
    out["beta"] = beta
    out["alpha"] = (ours.mean() - free - beta * (market.mean() - free)) * year
    out["benchmarkReturn"] = closes[-1] / closes[0] - 1
    normal = statistics.NormalDist()
    for share, name in ((0.05, "95"), (0.01, "99")):
        bound = numpy.quantile(returns, share)
        out["var" + name] = -bound
        out["cvar" + name] = -returns[returns <= bound].mean()
        quantile = normal.inv_cdf(share)
        out["normalVar" + name] = -(mean + quantile * deviation)
        out["normalCvar" + name] = -(mean - deviation * normal.pdf(quantile) / share)
    out["fees"] = sum(fee for _, _, _, fee in done)
    out["slippage"] = sum(side * (price - closes[i - 1]) * quantity for i, side, price, _ in done)
    out["turnover"] = sum(price * quantity for _, _, price, _ in done) / equity.mean() / (len(returns) / year)
    profits = [(sell[2] - buy[2]) * quantity - buy[3] - sell[3] for buy, sell in zip(done[::2], done[1::2])]
    wins = [profit for profit in profits if profit > 0]
    losses = [profit for profit in profits if profit < 0]
    out["trades"] = len(profits)
    out["winRate"] = len(wins) / len(profits)
    out["profitFactor"] = sum(wins) / -sum(losses)
    out["expectancy"] = sum(profits) / len(profits)
    out["averageWin"] = sum(wins) / len(wins)
    out["averageLoss"] = sum(losses) / len(losses)
    return out


def main(folder):
    for name, file, quantity, fee_rate, exponent, year in (
        ("SPY", "spy_1d_20130222", 100, 0, 8, 252),
        ("AAPL", "aapl_1d_2013", 50, 0, 8, 252),
        ("BTC", "coinbase_btcusd_1d_trade", 5, 0.006, 8, 365),
    ):
        for key, value in measures(bars(f"{folder}/{file}.csv.gz"), quantity, fee_rate, exponent, year).items():
            print(f"{name}.{key}={float(value)!r}")


main(sys.argv[1])
