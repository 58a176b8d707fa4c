// Liquidation analytics: what was made of each hour, in four tabs over one range, asked for anew every five minutes.

import { make, press, put, segments } from './dom.js';
import * as format from './format.js';
import { NO_DATA, TABS, rowsOf } from './liquidation-tabs.js';
import { CUSTOM, RANGES, parseTime } from './ranges.js';
import { rename } from './router.js';
import { onTheme } from './theme.js';

const REFRESH_MS = 300_000;
const HOUR_MS = 3_600_000;
const DEFAULT_RANGE = '24h';
const DEFAULT_SYMBOL = 'BTC';
const VENUE = 'glassnode';

export function liquidationsView(root, { api, instruments }, [askedTab, askedRange]) {
  const names = Object.keys(TABS);
  let name = names.includes(askedTab) ? askedTab : names[0];
  let range = Object.hasOwn(RANGES, askedRange) ? askedRange : DEFAULT_RANGE;
  let custom = null;
  let tab = null;
  let turn = 0;
  let askedMs = -Infinity;
  let symbolsOf = -1;

  const tabs = segments('Tab', names.map((each) => [each, each[0].toUpperCase() + each.slice(1)]), name, choose);
  const ranges = segments('Range', [...Object.keys(RANGES), CUSTOM].map((each) => [each, each]), range, (value) => {
    range = value;
    fields.hidden = range !== CUSTOM;
    if (range === CUSTOM) return from.focus();
    custom = null;
    load();
  });
  const from = make('input', { type: 'datetime-local', 'aria-label': 'From, UTC', onchange: onCustom });
  const to = make('input', { type: 'datetime-local', 'aria-label': 'To, UTC; empty: now', onchange: onCustom });
  const fields = make('div.custom', { hidden: true }, from, make('span.dim', { text: 'to' }), to, make('span.dim', { text: 'UTC' }));
  const symbol = make('select', { 'aria-label': 'Asset', hidden: true, onchange: () => load() }, make('option', { value: DEFAULT_SYMBOL, text: DEFAULT_SYMBOL }));
  const says = make('span.dim', { role: 'status' });
  const panel = make('div.tab');
  root.append(make('div.toolbar.auto', {}, tabs, ranges, fields, symbol, make('span.spacer'), says,
    make('button', { type: 'button', text: 'Refresh', title: 'Ask again (u); it happens every five minutes', onclick: () => load() })), panel);
  const end = onTheme(() => tab.redraw());
  choose(name);

  function choose(value) {
    name = value;
    press(tabs, name);
    tab?.close();
    tab = TABS[name]();
    panel.replaceChildren(tab.node);
    load();
  }

  function onCustom() {
    const begin = parseTime(from.value);
    const until = to.value ? parseTime(to.value) : Date.now();
    if (!(begin < until)) return;
    custom = { begin, until: to.value ? until : null };
    load();
  }

  function query() {
    if (!custom) return { symbol: symbol.value, hours: (RANGES[range] ?? RANGES[DEFAULT_RANGE]) / HOUR_MS };
    return { symbol: symbol.value, start_date: new Date(custom.begin).toISOString(), end_date: new Date(custom.until ?? Date.now()).toISOString() };
  }

  async function load() {
    const mine = ++turn;
    askedMs = performance.now();
    rename('liquidations', name, range);
    put(says, 'asking…');
    const wants = Object.entries(tab.wants);
    const asked = [api.get('liquidations/stats', { symbol: symbol.value }), ...wants.map(([, path]) => api.get(`liquidations/${path}`, query()))];
    const [stats, ...answers] = await Promise.allSettled(asked);
    if (mine !== turn) return;
    put(says, `as of ${format.clock(Date.now())} UTC`);
    tab.show({ stats, ...Object.fromEntries(wants.map(([each], i) => [each, answers[i]])) }, nothing(stats.value));
    root.dataset.shown = `${name} ${range}`;
  }

  // Says what is missing: all, or hours of this range.
  function nothing(stats) {
    const tables = rowsOf(stats);
    const latest = tables.map((row) => row.latest).filter(Boolean).sort().pop();
    if (stats && tables.every((row) => row.record_count === 0)) return NO_DATA;
    return latest ? `There is nothing in this range. The newest hour is ${format.moment(Date.parse(latest)).slice(0, 16)}.` : 'There is nothing in this range.';
  }

  // Offers all assets that the provider is asked of, where there is more than one.
  function drawSymbols() {
    if (symbolsOf === instruments.size) return;
    symbolsOf = instruments.size;
    const known = [...new Set([DEFAULT_SYMBOL, ...instruments.all.filter((each) => each.venue === VENUE).map((each) => each.name)])];
    symbol.hidden = known.length === 1;
    symbol.replaceChildren(...known.map((each) => make('option', { value: each, text: each, selected: each === symbol.value })));
  }

  function shift(group, values, value, by) {
    const at = (values.indexOf(value) + by + values.length) % values.length;
    group.children[at].click();
  }

  return {
    draw(nowMs) {
      drawSymbols();
      if (Number.isFinite(nowMs) && nowMs - askedMs >= REFRESH_MS) load();
    },
    close() {
      turn++;
      end();
      tab.close();
    },
    keys: [[',', 'tab before', () => shift(tabs, names, name, -1)], ['.', 'next tab', () => shift(tabs, names, name, 1)],
      ['r', 'next range', () => shift(ranges, Object.keys(RANGES), range, 1)], ['u', 'ask again', () => load()]],
  };
}
