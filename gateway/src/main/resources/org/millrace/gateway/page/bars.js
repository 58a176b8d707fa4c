// Bars of one instrument and timeframe in order of time, each with its indicators: from REST, and then as they come.

import { toNumber } from './millrace.js';

// Indicators by the schema's names, and as REST calls them.
export const INDICATORS = {
  sma20: 'sma_20', sma50: 'sma_50', ema12: 'ema_12', ema26: 'ema_26', wma20: 'wma_20', bbUpper: 'bb_upper', bbMiddle: 'bb_middle',
  bbLower: 'bb_lower', vwap: 'vwap', volumeSma20: 'volume_sma', rsi14: 'rsi_14', macd: 'macd', macdSignal: 'macd_signal',
  macdHistogram: 'macd_hist', stochK: 'stoch_k', stochD: 'stoch_d', atr14: 'atr_14', obv: 'obv',
};
export const MAX_BARS = 10_000;

export class Bars {
  #byStart = new Map();
  #indicators = new Map();
  #starts = [];
  version = 0;

  // Takes rows of /candles and /indicators; what came live meanwhile is newer and stays.
  addHistory(candles, indicators) {
    for (const row of candles) {
      const start = Date.parse(row.time);
      if (!this.#byStart.has(start)) this.#put({ start, open: row.open, high: row.high, low: row.low, close: row.close, volume: row.volume });
    }
    for (const row of indicators) {
      const start = Date.parse(row.time);
      if (!this.#indicators.has(start)) {
        this.#indicators.set(start, Object.fromEntries(Object.entries(INDICATORS).map(([name, column]) => [name, row[column] ?? null])));
      }
    }
    this.version++;
  }

  addBar(bar) {
    const price = (mantissa) => toNumber(mantissa, bar.priceExponent);
    this.#put({
      start: Number(bar.startTime / 1000000n), open: price(bar.open), high: price(bar.high), low: price(bar.low), close: price(bar.close),
      volume: toNumber(bar.volume, bar.quantityExponent),
    });
    this.version++;
  }

  addIndicators(event) {
    const values = Object.keys(INDICATORS).map((name) => [name, Number.isFinite(event[name]) ? event[name] : null]);
    this.#indicators.set(Number(event.startTime / 1000000n), Object.fromEntries(values));
    this.version++;
  }

  // Returns bars that begin within a span, the newest where there are too many, each with its indicators or null.
  rows(fromMs, toMs) {
    return this.#starts.filter((start) => start >= fromMs && start < toMs).slice(-MAX_BARS)
      .map((start) => ({ ...this.#byStart.get(start), indicators: this.#indicators.get(start) ?? null }));
  }

  #put(row) {
    if (!this.#byStart.has(row.start)) {
      const at = this.#starts.findLastIndex((start) => start < row.start);
      this.#starts.splice(at + 1, 0, row.start);
      if (this.#starts.length > 2 * MAX_BARS) this.#forget(this.#starts.splice(0, MAX_BARS));
    }
    this.#byStart.set(row.start, row);
  }

  #forget(starts) {
    for (const start of starts) {
      this.#byStart.delete(start);
      this.#indicators.delete(start);
    }
  }
}
