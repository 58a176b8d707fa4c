// Timeframes and spans of charts, and which of them go together.

import { MAX_BARS } from './bars.js';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

export const TIMEFRAMES = { '1s': SECOND, '5s': 5 * SECOND, '30s': 30 * SECOND, '1m': 60 * SECOND, '5m': 300 * SECOND, '15m': 900 * SECOND, '1h': HOUR, '4h': 4 * HOUR, '1d': DAY };
export const RANGES = { '1h': HOUR, '6h': 6 * HOUR, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY, '90d': 90 * DAY };
export const CUSTOM = 'custom';
const LOOKED_AT_BARS = 800;

// Returns the timeframe, or the shortest of which no more bars fit the span than a chart has room for.
export function fitting(timeframe, spanMs) {
  const names = Object.keys(TIMEFRAMES);
  return names.slice(names.indexOf(timeframe)).find((name) => spanMs / TIMEFRAMES[name] <= MAX_BARS) ?? '1d';
}

// Returns the shortest timeframe that does not crowd a span.
export function suiting(spanMs) {
  return Object.keys(TIMEFRAMES).find((name) => spanMs / TIMEFRAMES[name] <= LOOKED_AT_BARS) ?? '1d';
}

// Spans and timeframes to begin with, the next where there is too little history for the one before.
export const BEGINNINGS = [['24h', '5m'], ['6h', '1m'], ['1h', '5s'], ['1h', '1s']];
export const ENOUGH_BARS = 40;

export function labelOf(timeframe, spanMs) {
  if (timeframe === '1d') return (start) => new Date(start).toISOString().slice(0, 10);
  if (TIMEFRAMES[timeframe] < 60 * SECOND) return (start) => new Date(start).toISOString().slice(11, 19);
  if (spanMs <= DAY) return (start) => new Date(start).toISOString().slice(11, 16);
  return (start) => new Date(start).toISOString().slice(5, 16).replace('T', ' ');
}

// Reads what stands in a field for a time, in UTC.
export function parseTime(text) {
  return text ? Date.parse(`${text}Z`) : NaN;
}
