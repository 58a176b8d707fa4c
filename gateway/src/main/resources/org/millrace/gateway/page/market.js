// What the page knows of one instrument and timeframe: bars by their start, indicators beside them.

import { toNumber } from './millrace.js';

export const INDICATORS = ['sma20', 'sma50', 'ema12', 'ema26', 'bbUpper', 'bbMiddle', 'bbLower', 'rsi14', 'macd', 'macdSignal', 'macdHistogram'];
const COLUMNS = { sma20: 'sma_20', sma50: 'sma_50', ema12: 'ema_12', ema26: 'ema_26', bbUpper: 'bb_upper', bbMiddle: 'bb_middle', bbLower: 'bb_lower', rsi14: 'rsi_14', macd: 'macd', macdSignal: 'macd_signal', macdHistogram: 'macd_hist' };
const MAX_BARS = 1500;

export class Series {
  #bars = new Map();
  #indicators = new Map();

  clear() {
    this.#bars.clear();
    this.#indicators.clear();
  }

  addCandle(row) {
    const start = Date.parse(row.time);
    if (!this.#bars.has(start)) {
      this.#bars.set(start, { start, open: row.open, high: row.high, low: row.low, close: row.close, volume: row.volume });
    }
  }

  addIndicatorRow(row) {
    const start = Date.parse(row.time);
    if (this.#indicators.has(start)) return;
    this.#indicators.set(start, Object.fromEntries(INDICATORS.map((name) => [name, row[COLUMNS[name]] ?? null])));
  }

  addBar(bar) {
    const start = Number(bar.startTime / 1000000n);
    const price = (mantissa) => toNumber(mantissa, bar.priceExponent);
    this.#bars.set(start, {
      start, open: price(bar.open), high: price(bar.high), low: price(bar.low), close: price(bar.close),
      volume: toNumber(bar.volume, bar.quantityExponent),
    });
  }

  addIndicators(event) {
    const start = Number(event.startTime / 1000000n);
    this.#indicators.set(start, Object.fromEntries(
      INDICATORS.map((name) => [name, Number.isFinite(event[name]) ? event[name] : null])));
  }

  // Returns bars in order of time, the newest at most, each with its indicators or null.
  rows() {
    const starts = [...this.#bars.keys()].sort((a, b) => a - b).slice(-MAX_BARS);
    if (this.#bars.size > 2 * MAX_BARS) this.#forgetBefore(starts[0]);
    return starts.map((start) => ({ ...this.#bars.get(start), indicators: this.#indicators.get(start) ?? null }));
  }

  #forgetBefore(start) {
    for (const map of [this.#bars, this.#indicators]) {
      for (const key of map.keys()) if (key < start) map.delete(key);
    }
  }
}

export async function loadHistory(series, instrument, timeframe) {
  const query = `?timeframe=${timeframe}&limit=500`;
  const [candles, indicators] = await Promise.all(['candles', 'indicators'].map(async (kind) => {
    const answer = await fetch(`/api/v1/${kind}/${encodeURIComponent(instrument)}${query}`);
    return answer.ok ? (await answer.json()).data : [];
  }));
  candles.forEach((row) => series.addCandle(row));
  indicators.forEach((row) => series.addIndicatorRow(row));
}
