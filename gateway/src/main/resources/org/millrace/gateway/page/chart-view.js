// Candles, volume and indicators of one instrument, live or of the past.

import { Bars, MAX_BARS } from './bars.js';
import { Candles } from './candles.js';
import { make, press, put, segments } from './dom.js';
import { Features } from './features.js';
import { OVERLAYS } from './overlays.js';
import { Markers } from './markers.js';
import { Quote } from './quote.js';
import { BEGINNINGS, CUSTOM, ENOUGH_BARS, RANGES, TIMEFRAMES, fitting, labelOf, parseTime, suiting } from './ranges.js';
import { rename } from './router.js';
import { onTheme } from './theme.js';

const DEFAULT_RANGE = '24h';
const QUICK_MS = 250;
const LARGE = 1500;
const LARGE_MS = 1000;
const TIMEFRAME_SECONDS = 1000;

export function chartView(root, { api, hub, instruments, numbers, select, selected }, [name, askedTimeframe, askedRange]) {
  const instrument = instruments.named(name) ?? (name ? undefined : selected);
  const quote = new Quote(numbers);
  const area = make('div.canvas');
  const note = make('p.note', { text: instrument ? 'Waiting for bars…' : 'Waiting for the instrument…' });
  let range = Object.hasOwn(RANGES, askedRange) ? askedRange : DEFAULT_RANGE;
  let timeframe = Object.hasOwn(TIMEFRAMES, askedTimeframe) ? fitting(askedTimeframe, RANGES[range]) : null;
  let custom = null;
  let bars = new Bars();
  let turn = 0;
  let drawn = { version: -1, atMs: 0 };
  let isPast = false;

  const timeframes = segments('Timeframe', Object.keys(TIMEFRAMES).map((each) => [each, each]), timeframe, (value) => {
    timeframe = fitting(value, spanMs());
    press(timeframes, timeframe);
    load();
  });
  const ranges = segments('Range', [...Object.keys(RANGES), CUSTOM].map((each) => [each, each]), range, (value) => {
    range = value;
    fields.hidden = range !== CUSTOM;
    if (range === CUSTOM) return from.focus();
    custom = null;
    timeframe = suiting(RANGES[range]);
    load();
  });
  const from = make('input', { type: 'datetime-local', 'aria-label': 'From, UTC', step: 1, onchange: onCustom });
  const to = make('input', { type: 'datetime-local', 'aria-label': 'To, UTC; empty: now', step: 1, onchange: onCustom });
  const fields = make('div.custom', { hidden: true }, from, make('span.dim', { text: 'to' }), to, make('span.dim', { text: 'UTC' }));
  const overlays = make('div.toolbar', { role: 'group', 'aria-label': 'Indicators' }, ...OVERLAYS.map(chip));
  const features = instrument && new Features(hub, instrument);
  root.append(quote.node, make('section.card.chart-card', { 'aria-label': 'Chart' },
    make('div.toolbar', {}, timeframes, ranges, fields), overlays, area, features?.node ?? null, note));
  if (!instrument) return { draw() {}, close() {} };

  select(instrument);
  const candles = new Candles(area);
  const markers = new Markers(hub, instrument);
  const ends = [
    hub.listen('Bar', (event, channel) => isOurs(event) && channel === `bars.${timeframe}` && bars.addBar(event)),
    hub.listen('Indicators', (event) => isOurs(event) && Number(event.timeframe) * TIMEFRAME_SECONDS === TIMEFRAMES[timeframe] && bars.addIndicators(event)),
    onTheme(() => redraw()),
  ];
  if (timeframe) load();
  else choose();

  function chip(overlay) {
    return make('button.chip', { type: 'button', text: overlay.name, 'aria-pressed': overlay.on, onclick: ({ currentTarget }) => {
      overlay.on = !overlay.on;
      currentTarget.setAttribute('aria-pressed', String(overlay.on));
      redraw();
    } });
  }

  function isOurs(event) {
    return event.prefix.instrumentId === instrument.id;
  }

  function spanMs() {
    return custom ? custom.to - custom.from : RANGES[range] ?? RANGES[DEFAULT_RANGE];
  }

  function onCustom() {
    const begin = parseTime(from.value);
    const end = to.value ? parseTime(to.value) : Date.now();
    if (!(begin < end)) return;
    custom = { from: begin, to: end, isLive: !to.value };
    timeframe = suiting(end - begin);
    load();
  }

  // Begins with a day; with less where there is little history yet.
  async function choose() {
    const mine = ++turn;
    for ([range, timeframe] of BEGINNINGS) {
      const found = await api.get(`candles/${encodeURIComponent(instrument.key)}`, { timeframe, limit: ENOUGH_BARS }).catch(() => null);
      if (mine !== turn) return;
      if (found?.data.length === ENOUGH_BARS) break;
    }
    load();
  }

  async function load() {
    const mine = ++turn;
    press(timeframes, timeframe);
    press(ranges, range);
    rename('chart', instrument.key, timeframe, range);
    bars = new Bars();
    candles.clear();
    redraw();
    const isLive = !custom || custom.isLive;
    hub.want('view', { ...markers.wishes, trades: { instruments: [instrument.key] }, ...(isLive ? {
      [`bars.${timeframe}`]: { instruments: [instrument.key] }, [`indicators.${timeframe}`]: { instruments: [instrument.key] },
      ...features.wishes(timeframe) } : {}) });
    const [begin, end] = windowMs();
    const query = { timeframe, from: new Date(begin).toISOString(), to: new Date(Math.min(end, Date.now() + RANGES['1h'])).toISOString(), limit: MAX_BARS };
    const path = encodeURIComponent(instrument.key);
    const asked = [api.get(`candles/${path}`, query), api.get(`indicators/${path}`, query)];
    const [found, values] = await Promise.allSettled(asked);
    if (mine !== turn) return;
    bars.addHistory(found.value?.data ?? [], values.value?.data ?? []);
    put(note, found.reason ? `The past is not to be had: ${found.reason.message}` : isLive ? 'Waiting for the first bar…' : 'There are no bars in this span.');
  }

  function windowMs() {
    if (custom) return [custom.from, custom.isLive ? Infinity : custom.to];
    return [Date.now() - RANGES[range], Infinity];
  }

  function redraw() {
    drawn = { version: -1, atMs: -Infinity };
  }

  function draw(nowMs) {
    quote.draw(instrument);
    features.draw();
    if (!isPast && hub.state === 'live') {
      isPast = true;
      if (hub.maySeeDesk) markers.load(api);
    }
    const pause = drawn.rows > LARGE ? LARGE_MS : QUICK_MS;
    if (bars.version + markers.version === drawn.version || nowMs - drawn.atMs < pause) return;
    const [begin, end] = windowMs();
    const rows = bars.rows(begin - TIMEFRAMES[timeframe], end);
    drawn = { version: bars.version + markers.version, atMs: Number.isFinite(nowMs) ? nowMs : drawn.atMs, rows: rows.length };
    note.hidden = rows.length > 0;
    root.dataset.bars = String(rows.length);
    if (rows.length) candles.draw(rows, { digits: instrument.digits, label: labelOf(timeframe, spanMs()), markers: markers.list });
  }

  function shift(by) {
    const names = Object.keys(TIMEFRAMES);
    const next = names[names.indexOf(timeframe) + by];
    if (!next || fitting(next, spanMs()) !== next) return;
    timeframe = next;
    load();
  }

  return {
    draw,
    close() {
      turn++;
      ends.forEach((end) => end());
      markers.close();
      features.close();
      candles.close();
      hub.want('view', {});
    },
    keys: [[',', 'shorter timeframe', () => shift(-1)], ['.', 'longer timeframe', () => shift(1)],
      ['r', 'next range', () => ranges.children[(Object.keys(RANGES).indexOf(range) + 1) % Object.keys(RANGES).length].click()]],
  };
}
