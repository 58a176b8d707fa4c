"""Makes bars.csv and expected.csv beside it: the set `standard` by NumPy, in plain formulas over whole arrays.

python3 reference.py    (NumPy 2.4 made what is there)
"""
import os

import numpy as np

N = 150
START = 1_767_969_000  # 2026-01-09 14:30 UTC, a Friday: New York opens
HERE = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(20260109)


def walk(price):
    rows = []
    last = price
    for i in range(N):
        close = last if i % 17 == 5 else last + int(rng.integers(-300, 301))
        high = max(last, close) + int(rng.integers(0, 120))
        low = min(last, close) - int(rng.integers(0, 120))
        volume = 0 if i in (70, 71) else int(rng.integers(1, 5_000_000))
        rows.append([last, high, low, close, volume, int(rng.integers(0, volume + 1))])
        last = close
    return np.array(rows)


def back(x, n):
    return np.concatenate([np.full(n, np.nan), x[:-n]])


def rolling(x, n, f):
    out = np.full(len(x), np.nan)
    for i in range(n - 1, len(x)):
        out[i] = f(x[i - n + 1 : i + 1])
    return out


def std(x):
    return np.std(x, ddof=1)


def wilder(x, n):
    out = np.full(len(x), np.nan)
    first = np.flatnonzero(~np.isnan(x))[0] + n - 1
    out[first] = np.mean(x[first - n + 1 : first + 1])
    for i in range(first + 1, len(x)):
        out[i] = (out[i - 1] * (n - 1) + x[i]) / n
    return out


def ema(x, n, first):
    out = np.full(len(x), np.nan)
    out[first] = np.mean(x[first - n + 1 : first + 1])
    for i in range(first + 1, len(x)):
        out[i] = out[i - 1] + 2 / (n + 1) * (x[i] - out[i - 1])
    return out


def zone(rsi):
    return np.where(np.isnan(rsi), np.nan, np.where(rsi < 30, -1.0, np.where(rsi > 70, 1.0, 0.0)))


def crossover(hist):
    before = back(hist, 1)
    sign = np.where((before <= 0) & (hist > 0), 1.0, np.where((before >= 0) & (hist < 0), -1.0, 0.0))
    return np.where(np.isnan(before), np.nan, sign)


def main():
    own, other = walk(250_000), walk(6_000_000)
    _, high, low, close = (own[:, i] / 100.0 for i in range(4))
    volume, buys = own[:, 4] / 1e5, own[:, 5] / 1e5
    change = close / back(close, 1) - 1
    logs = np.log(close / back(close, 1))
    ranges = high / low
    ends = START + 60 * np.arange(1, N + 1)
    gains = np.where(np.isnan(change), np.nan, np.maximum(close - back(close, 1), 0))
    losses = np.where(np.isnan(change), np.nan, np.maximum(back(close, 1) - close, 0))
    up, down = wilder(gains, 14), wilder(losses, 14)
    macd = ema(close, 12, 25) - ema(close, 26, 25)
    hist = macd - ema(macd, 9, 33)
    true_range = np.maximum(high - low, np.maximum(np.abs(back(close, 1) - high), np.abs(back(close, 1) - low)))
    middle, sd = rolling(close, 20, np.mean), rolling(close, 20, np.std)
    width = 4 * sd / middle
    sma50 = rolling(close, 50, np.mean)
    bench = other[:, 3] / 100.0
    bench_change = bench / back(bench, 1) - 1
    correlation = np.full(N, np.nan)
    for i in range(20, N):
        correlation[i] = np.corrcoef(change[i - 19 : i + 1], bench_change[i - 19 : i + 1])[0, 1]
    with np.errstate(all="ignore"):
        columns = {
            "returns_1": change,
            "returns_5": close / back(close, 5) - 1,
            "returns_10": close / back(close, 10) - 1,
            "log_returns_1": logs,
            "momentum_5": close - back(close, 5),
            "momentum_10": close - back(close, 10),
            "volatility_5": rolling(logs, 5, std),
            "volatility_10": rolling(logs, 10, std),
            "volatility_20": rolling(logs, 20, std),
            "high_low_ratio": ranges,
            "high_low_ratio_mean_20": rolling(ranges, 20, np.mean),
            "volume_change": np.where(back(volume, 1) == 0, np.nan, volume / back(volume, 1) - 1),
            "volume_momentum": volume - back(volume, 5),
            "volume_ratio_20": volume / rolling(volume, 20, np.mean),
            "volume_price_trend": np.cumsum(np.nan_to_num(volume * change)),
            "rsi_zone": zone(100 * up / (up + down)),
            "macd_crossover": crossover(hist),
            "bb_position": (close - (middle - 2 * sd)) / (4 * sd),
            "bb_squeeze": width / rolling(width, 20, np.mean),
            "hour": ends // 3600 % 24,
            "day_of_week": np.full(N, 4),
            "market_open": np.ones(N),
            "sma_distance_20": close / middle - 1,
            "sma_distance_50": close / sma50 - 1,
            "sma_side_20": np.sign(close - middle),
            "sma_side_50": np.sign(close - sma50),
            "rolling_mean_20": middle,
            "rolling_std_20": rolling(close, 20, std),
            "rolling_min_20": rolling(close, 20, np.min),
            "rolling_max_20": rolling(close, 20, np.max),
            "atr_ratio": wilder(true_range, 14) / close,
            "trade_imbalance": np.where(volume == 0, np.nan, (2 * buys - volume) / volume),
            "correlation_20": correlation,
        }
    with open(os.path.join(HERE, "bars.csv"), "w") as out:
        out.write("open,high,low,close,volume,buyVolume,otherOpen,otherHigh,otherLow,otherClose,otherVolume,otherBuyVolume\n")
        for a, b in zip(own, other):
            out.write(",".join(str(v) for v in [*a, *b]) + "\n")
    with open(os.path.join(HERE, "expected.csv"), "w") as out:
        out.write(",".join(columns) + "\n")
        for i in range(N):
            out.write(",".join(format(float(c[i]), ".17g").replace("nan", "NaN") for c in columns.values()) + "\n")


main()
