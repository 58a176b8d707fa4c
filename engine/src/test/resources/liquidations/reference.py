"""Makes ratio.csv beside it: hours whose risk priority number is the ratio of both sides, in plain formulas by NumPy.

python3 reference.py    (NumPy 2.4 made what is there)
"""
import os

import numpy as np

N = 1_400
WINDOW, LEVEL = 1_088, 6
H = np.array([  # coif3, analysis low-pass
    -3.459977283621256e-05, -7.098330313814125e-05, 0.0004662169601128863, 0.0011175187708906016,
    -0.0025745176887502236, -0.00900797613666158, 0.015880544863615904, 0.03455502757306163,
    -0.08230192710688598, -0.07179982161931202, 0.42848347637761874, 0.7937772226256206,
    0.4051769024096169, -0.06112339000267287, -0.0657719112818555, 0.023452696141836267,
    0.007782596427325418, -0.003793512864491014])


def triangle(hour, half):
    return abs(hour % (2 * half) - half)


def volumes(hour):
    """Longs and shorts in whole sixteenths of a coin; RatioTest has the same."""
    longs = 3 * triangle(hour, 97) + 2 * triangle(hour, 31) + hour * 7_919 % 211
    shorts = 4 * triangle(hour + 60, 83) + triangle(hour, 43) + hour * 6_271 % 197
    return (20 * longs if hour % 301 == 300 else longs) / 16, shorts / 16


def without_outliers(x):
    y = x.copy()
    for t in range(1, len(x)):
        window = x[max(0, t - 23):t + 1]
        middle, reach = np.median(window), 3 * np.std(window, ddof=1)
        if x[t] < middle - reach or x[t] > middle + reach:
            y[t] = middle
    return y


def trend_matrix(n):
    """Returns the last sample of the level-6 approximation as weights of n samples: the transform of all unit vectors."""
    x, lengths = np.eye(n), []
    for _ in range(LEVEL):
        m = x.shape[1]
        lengths.append(m)
        coefficients = np.arange((m + 17) // 2)
        places = (2 * coefficients[:, None] + 1 - np.arange(18)[None, :]) % (2 * m)
        x = (x[:, np.where(places < m, places, 2 * m - 1 - places)] * H).sum(axis=2)
    for m in reversed(lengths):
        k = (m + 17) // 2
        x = x[:, :k]
        y = np.zeros((n, 2 * k - 16))
        for i in range(2 * k - 16):
            low, high = i // 2, min(k - 1, (i + 16) // 2)
            taps = i + 16 - 2 * np.arange(low, high + 1)
            y[:, i] = x[:, low:high + 1] @ H[17 - taps]
        x = y[:, :m]
    return x[:, -1]


def trend(x):
    weights, out = {}, np.empty(len(x))
    for t in range(len(x)):
        w = min(WINDOW, 64 * ((t + 1) // 64))
        if w == 0:
            out[t] = x[t]
        else:
            if w not in weights:
                weights[w] = trend_matrix(w)
            out[t] = weights[w] @ x[t - w + 1:t + 1]
    return np.maximum(0, out)


def kalman(z):
    mean, variance, out = 0.49, 50.0, []
    for t, value in enumerate(z):
        predicted = variance if t == 0 else variance + 0.05
        gain = predicted / (predicted + 80)
        mean += gain * (value - mean)
        variance = (1 - gain) * predicted
        out.append(mean)
    return np.array(out)


def centres(history, k=9):
    """The best k clusters of sorted values there are: every split is tried."""
    x = np.sort(history) - np.median(history)
    n = len(x)
    s1, s2 = np.concatenate([[0], np.cumsum(x)]), np.concatenate([[0], np.cumsum(x * x)])
    first, last = np.arange(n)[:, None], np.arange(n)[None, :]
    count = np.maximum(1, last - first + 1)
    sums = s1[last + 1] - s1[first]
    cost = np.where(last >= first, s2[last + 1] - s2[first] - sums * sums / count, np.inf)
    best, splits = cost[0], []
    for _ in range(k - 1):
        total = np.concatenate([[np.inf], best[:-1]])[:, None] + cost
        splits.append(total.argmin(axis=0))
        best = total.min(axis=0)
    found, end = [], n - 1
    for split in [*reversed(splits), np.zeros(n, dtype=int)]:
        begin = split[end]
        found.append(x[begin:end + 1].mean() + np.median(history))
        end = begin - 1
    return np.array(found[::-1])


def bins(risk):
    out, edges, fitted = [], None, None
    for t, value in enumerate(risk):
        if t >= 720 and (fitted is None or t - fitted >= 24):
            middles = centres(risk[max(0, t - 8_760):t])
            edges, fitted = (middles[1:] + middles[:-1]) / 2, t
        out.append(4 if edges is None else int((edges < value).sum()))
    return out


def dominance(bin_index, risk, difference):
    if len(difference) < 720:
        return 0
    d20, d40, d60, d80 = np.quantile(difference[-8_760:], [0.2, 0.4, 0.6, 0.8])
    now = difference[-1]
    bull = bin_index <= 3 and now <= d20 or bin_index == 4 and risk <= 0.48 and now <= d40
    bear = bin_index >= 5 and now >= d80 or bin_index == 4 and risk >= 0.52 and now >= d60
    return 1 if bull else -1 if bear else 0


both = np.array([volumes(hour) for hour in range(N)])
longs, shorts = (kalman(trend(without_outliers(np.log1p(both[:, side])))) for side in (0, 1))
risk = longs / (longs + shorts + 1e-12)
index = bins(risk)
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ratio.csv"), "w") as out:
    out.write("hour,fll_cwt_kf,fsl_cwt_kf,risk_priority_number,bin_index,dominance\n")
    for t in range(N):
        if t < 70 or t % 5 == 0:
            side = dominance(index[t], risk[t], longs[:t + 1] - shorts[:t + 1])
            numbers = ",".join(repr(float(column[t])) for column in (longs, shorts, risk))
            out.write(f"{t},{numbers},{index[t]},{side}\n")
