// The tabs of liquidation analytics. Each says what it wants of the gateway, and shows the answers, or why there are none.

import { card, make, put } from './dom.js';
import * as format from './format.js';
import { COUNTS, ClassChart, DEVIATIONS, RETURNS, WIN_RATES, kindOf, named, performanceTable } from './liquidation-charts.js';
import { PlotCard, precise } from './liquidation-plot.js';
import { Table } from './table.js';

const MOST_ROWS = 500;
const WEIGHTS = [0.3, 0.4, 0.3]; // of the three levels in a signal's strength
const HITS = { '-1': 'ceiling', 1: 'bottom' };
const REVERSALS = { '-1': 'failed bottom', 1: 'failed ceiling' };

// Tabs by name: () => { node, wants: paths by name, show(answers, nothing), redraw(), close() }. Answers are settled promises.
export const TABS = { overview: overviewTab, signals: signalsTab, analysis: analysisTab, performance: performanceTab };

function overviewTab() {
  const facts = make('dl.facts');
  const checks = make('dl.facts');
  const failures = make('div');
  const tables = new Table(tableColumns(), { label: 'Tables', keyOf: (row) => row.name, className: 'auto' });
  const plots = { price: new PlotCard('Price by bin of the risk priority number'), dominance: new PlotCard('Risk priority number and dominance') };
  return {
    wants: { price: 'plots/price_color', dominance: 'plots/rpn_dominance', health: 'health' },
    node: make('div.column.auto', {},
      make('div.two', {}, card('Now and in this range', facts), card('Health', checks, failures)),
      plots.price.node, plots.dominance.node, sheet('Tables', tables.node)),
    show(answers, nothing) {
      plots.price.show(answers.price, nothing);
      plots.dominance.show(answers.dominance, nothing);
      pairs(facts, factsOf(answers));
      pairs(checks, healthOf(answers.health));
      failures.replaceChildren(...failed(answers.health).map(({ check, message }) => make('p.says.warn', { text: `${format.words(check)}: ${message}` })));
      tables.show(rowsOf(answers.stats.value));
    },
    ...all(plots),
  };
}

function signalsTab() {
  const plot = new PlotCard('Signals; the larger, the stronger');
  const table = new Table(signalColumns(), { label: 'Latest signals', keyOf: (row) => row.time, sort: ['time', -1], className: 'tall', empty: 'No signal in this range.' });
  const says = make('p.dim.says');
  return {
    wants: { plot: 'plots/signals', signals: 'signals' },
    node: make('div.column.auto', {}, plot.node, sheet('Latest signals', says, table.node)),
    show({ plot: drawn, signals }, nothing) {
      const rows = signals.value?.data ?? [];
      plot.show(drawn.value ? { value: sized(drawn.value, rows) } : drawn, nothing);
      table.show(rows.slice(0, MOST_ROWS));
      const counted = rows.length > MOST_ROWS ? `The newest ${format.count(MOST_ROWS)} of ${format.count(rows.length)}.` : '';
      put(says, signals.reason ? `Signals are not to be had: ${signals.reason.message}` : counted, signals.reason ? 'warn says' : 'dim says');
    },
    ...all({ plot }),
  };
}

function analysisTab() {
  const plots = {
    sides: new PlotCard('Liquidations of both sides, smoothed'), dominance: new PlotCard('How long one side has dominated'), returns: new ClassChart(RETURNS) };
  return {
    wants: { sides: 'plots/fll_fsl', dominance: 'plots/dominance_status', returns: 'performance' },
    node: make('div.column.auto', {}, plots.sides.node, plots.dominance.node, plots.returns.node),
    show(answers, nothing) {
      for (const [name, plot] of Object.entries(plots)) plot.show(answers[name], nothing);
    },
    ...all(plots),
  };
}

function performanceTab() {
  const charts = [WIN_RATES, RETURNS, DEVIATIONS, COUNTS].map((what) => new ClassChart(what));
  const table = performanceTable();
  return {
    wants: { performance: 'performance' },
    node: make('div.column.auto', {}, make('div.two', {}, ...charts.map(({ node }) => node)), sheet('Performance', table.node)),
    show({ performance }, nothing) {
      charts.forEach((chart) => chart.show(performance, nothing === NO_DATA ? nothing : 'No signal in this range.'));
      table.show(performance.value?.data ?? []);
    },
    ...all(charts),
  };
}

export const NO_DATA = 'No data yet: configure a glassnode feed, or run `millrace pipeline run`.';

function all(charts) {
  return {
    redraw: () => Object.values(charts).forEach((chart) => chart.redraw()),
    close: () => Object.values(charts).forEach((chart) => chart.close()),
  };
}

function sheet(title, ...children) {
  return make('section.card.sheet.auto', { 'aria-label': title }, make('h2', { text: title }), ...children);
}

// Returns a plot whose markers are as large as the signals of their hours are strong.
function sized(plot, rows) {
  const strengths = new Map(rows.map((row) => [row.time, strengthOf(row)]));
  const data = plot.data.map((trace) => (trace.mode === 'markers' ? {
    ...trace, marker: { ...trace.marker, size: trace.x.map((time) => trace.marker.size * (0.7 + (strengths.get(time) ?? 0))) } } : trace));
  return { ...plot, data };
}

function strengthOf(row) {
  return [row.signal_l1, row.signal_l2, row.signal_l3].reduce((sum, level, i) => sum + WEIGHTS[i] * Math.abs(level), 0);
}

function factsOf({ price, dominance }) {
  const prices = valuesOf(price, 'price');
  const rpn = valuesOf(dominance, 'risk_priority_number');
  const mean = rpn.reduce((sum, value) => sum + value, 0) / rpn.length;
  const range = (values, write) => (values.length ? `${write(least(values))} – ${write(most(values))}` : '–');
  return [
    ['Price', precise(prices[prices.length - 1])], ['Range of the price', range(prices, precise)],
    ['Risk priority number', precise(rpn[rpn.length - 1])], ['Its mean', format.decimal(mean, 4)], ['Its range', range(rpn, (value) => format.decimal(value, 4))],
    ['Hours', format.count(price.value?.metadata.record_count)],
  ];
}

function healthOf({ value, reason }) {
  if (reason) return [['Health', reason.message, 'warn']];
  const count = failed({ value }).length;
  return [
    ['Freshness', format.words(value.freshness), value.freshness === 'FRESH' ? 'up' : 'warn'], ['Newest hour', format.moment(Date.parse(value.latest)).slice(0, 16)],
    ['Age', format.duration((value.age_seconds ?? NaN) * 1000)], ['Checks', count ? `${count} of ${value.checks.length} failed` : `${value.checks.length} passed`, count ? 'warn' : 'up'],
  ];
}

function failed({ value }) {
  return value?.checks.filter((check) => !check.passed) ?? [];
}

// Returns what is finite of a trace.
function valuesOf({ value }, name) {
  return value?.data.find((trace) => trace.name === name)?.y.filter(Number.isFinite) ?? [];
}

function least(values) {
  return values.reduce((a, b) => Math.min(a, b));
}

function most(values) {
  return values.reduce((a, b) => Math.max(a, b));
}

// Returns the tables among statistics.
export function rowsOf(stats) {
  return Object.entries(stats ?? {}).filter(([name]) => name.startsWith('btc_')).map(([name, row]) => ({ name, ...row }));
}

function tableColumns() {
  const time = (name, title) => ({ name, title, text: (row) => format.moment(Date.parse(row[name])).slice(0, 16), value: (row) => row[name], kind: () => 'dim' });
  return [
    { name: 'name', title: 'Table', className: 'name', text: (row) => row.name, value: (row) => row.name },
    { name: 'rows', title: 'Rows', className: 'number', text: (row) => row.error ?? format.count(row.record_count), value: (row) => row.record_count, kind: (row) => (row.error ? 'warn' : '') },
    time('earliest', 'First'), time('latest', 'Last'),
  ];
}

function signalColumns() {
  const level = (name, title) => ({ name, title, className: 'number.wider', text: (row) => String(row[name]), value: (row) => row[name], kind: (row) => format.direction(row[name]) });
  return [
    { name: 'time', title: 'Time', text: (row) => format.moment(Date.parse(row.time)).slice(0, 16), value: (row) => row.time, kind: () => 'dim' },
    { name: 'class', title: 'Signal', className: 'name', text: (row) => named(row.signal_class), value: (row) => row.signal_class, kind: (row) => kindOf(row.signal_class) },
    { name: 'strength', title: 'Strength', className: 'number', about: '0.3 |level 1| + 0.4 |level 2| + 0.3 |level 3|', text: (row) => format.decimal(strengthOf(row), 1), value: strengthOf },
    { name: 'price', title: 'Price', className: 'number', text: (row) => precise(row.price), value: (row) => row.price },
    { name: 'rpn', title: 'RPN', about: 'Risk priority number', className: 'number', text: (row) => format.decimal(row.risk_priority_number, 4), value: (row) => row.risk_priority_number },
    { name: 'bin', title: 'Bin', className: 'number.wide', text: (row) => format.count(row.bin_index), value: (row) => row.bin_index },
    { name: 'dominance', title: 'Dominance', className: 'text.wide', text: (row) => row.dominance_class, value: (row) => row.dominance_class },
    { name: 'hit', title: 'Hit', className: 'text.wide', text: (row) => HITS[row.hit_ceiling_bottom] ?? '', value: (row) => row.hit_ceiling_bottom },
    { name: 'reverse', title: 'Reversal', className: 'text.wide', text: (row) => REVERSALS[row.reverse_ceiling_bottom] ?? '', value: (row) => row.reverse_ceiling_bottom },
    level('signal_l1', 'L1'), level('signal_l2', 'L2'), level('signal_l3', 'L3'),
  ];
}

function pairs(list, entries) {
  list.replaceChildren(...entries.map(([term, text, kind = '']) => make('div', {}, make('dt', { text: term }), make(kind ? `dd.${kind}` : 'dd', { text }))));
}
