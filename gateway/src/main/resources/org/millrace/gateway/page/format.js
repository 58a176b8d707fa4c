// How numbers and times are written.

const NONE = '–';
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });
const GROUPED = new Map();

function grouped(digits) {
  if (!GROUPED.has(digits)) {
    GROUPED.set(digits, new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }));
  }
  return GROUPED.get(digits);
}

export function decimal(value, digits = 2) {
  return Number.isFinite(value) ? grouped(Math.max(0, Math.min(digits, 12))).format(value) : NONE;
}

export function count(value) {
  return decimal(value, 0);
}

// Shortens large numbers, and keeps four digits of small ones.
export function compact(value) {
  if (!Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  if (size >= 1000) return COMPACT.format(value);
  return String(Number(value.toPrecision(4)));
}

export function percent(share, digits = 2) {
  return Number.isFinite(share) ? `${decimal(share * 100, share === 1 ? 0 : digits)}%` : NONE;
}

export function change(share) {
  return Number.isFinite(share) ? `${share > 0 ? '+' : ''}${decimal(share * 100, 2)}%` : NONE;
}

export function direction(value) {
  if (!Number.isFinite(value) || value === 0) return 'dim';
  return value > 0 ? 'up' : 'down';
}

// Times are UTC, in milliseconds since the epoch.
export function clock(ms) {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(11, 19) : NONE;
}

export function clockMs(ms) {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(11, 23) : NONE;
}

export function moment(ms) {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 19).replace('T', ' ') : NONE;
}

export function duration(ms) {
  if (!Number.isFinite(ms)) return NONE;
  if (ms < 1) return `${decimal(ms * 1000, 0)} µs`;
  if (ms < 1000) return `${decimal(ms, ms < 10 ? 2 : 0)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${decimal(seconds, 1)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${Math.floor(seconds % 60)}s`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)}h ${Math.floor((seconds % 3600) / 60)}m`;
  return `${Math.floor(seconds / 86400)}d ${Math.floor((seconds % 86400) / 3600)}h`;
}

// Turns names as BOOK_STALE or tailer_lag_events into words.
export function words(name) {
  return String(name ?? NONE).replaceAll('_', ' ').toLowerCase();
}
