// Connections and the quality of what comes over them.

import { card, make } from './dom.js';
import * as format from './format.js';
import { Graph, categoryAxis, timeAxis, tooltip, valueAxis } from './graph.js';
import { go } from './router.js';
import { Table } from './table.js';
import { color, onTheme } from './theme.js';

const REDRAW_MS = 1000;
const MOST_LINES = 8;
const MOST_BARS = 10;
const SERIES_COLORS = ['accent', 'warn', 'violet', 'orange', 'up', 'down', 'grey', 'text'];
const CHECKS = [['invalid', 'invalid'], ['duplicates', 'duplicate'], ['outOfOrder', 'out of order'], ['tooOld', 'too old'], ['gaps', 'gap'], ['crossed', 'crossed'],
  ['anomalies', 'anomaly'], ['bookDisagreements', 'book disagrees']];
const STATES = { LIVE: 'up', DISCONNECTED: 'down', CIRCUIT_OPEN: 'down', STALE: 'down' };

export function feedsView(root, { feeds, instruments, numbers, select }) {
  const connections = new Table(connectionColumns(), { label: 'Connections', keyOf: (row) => row.key, sort: ['key', 1], empty: 'No connection has been told of yet.' });
  const streams = new Table(streamColumns(feeds), { label: 'Quality', keyOf: (row) => row.id, sort: ['score', 1], className: 'tall', empty: 'No instrument yet.',
    onOpen: (row) => {
      select(row);
      go('book', row.key);
    } });
  const incidents = new Table(incidentColumns(), { label: 'Incidents', keyOf: (row) => row.key, className: 'short', empty: 'Nothing went wrong since this page was opened.' });
  const areas = ['Scores of the lowest', 'Without a book', 'Refused by check'].map((title) => {
    const area = make('div.canvas.small');
    return { area, node: card(title, area) };
  });
  root.append(
    make('section.card.sheet.auto', {}, make('h2', { text: 'Connections' }), connections.node),
    make('div.three', {}, ...areas.map(({ node }) => node)),
    make('section.card.sheet.auto', {}, make('h2', { text: 'Quality by instrument' }), streams.node),
    make('section.card.sheet.auto', {}, make('h2', { text: 'Gaps and other incidents' }), incidents.node));
  const [scores, lost, checks] = areas.map(({ area }) => new Graph(area));
  let drawnMs = -Infinity;
  const end = onTheme(() => {
    drawnMs = -Infinity;
  });

  function draw(nowMs) {
    if (nowMs - drawnMs < REDRAW_MS) return;
    drawnMs = Number.isFinite(nowMs) ? nowMs : drawnMs;
    const all = instruments.all;
    connections.show(feeds.connections);
    streams.show(all);
    incidents.show(feeds.incidents);
    drawScores(all.filter((each) => Number.isFinite(each.score)).sort((a, b) => a.score - b.score).slice(0, MOST_LINES));
    drawLost(all.filter((each) => each.bookLostSeconds > 0).sort((a, b) => b.bookLostSeconds - a.bookLostSeconds).slice(0, MOST_BARS).reverse());
    drawChecks(all);
  }

  function drawScores(lowest) {
    scores.draw({
      grid: { left: 4, right: 6, top: 12, bottom: 4, containLabel: true }, useUTC: true, tooltip: tooltip({ valueFormatter: (value) => format.percent(value) }),
      xAxis: timeAxis({ axisLabel: { formatter: (ms) => format.clock(ms), showMinLabel: false } }),
      yAxis: valueAxis({ position: 'right', max: 1, min: ({ min }) => Math.min(0.99, min), splitNumber: 3, axisLabel: { formatter: (value) => format.percent(value, 1), hideOverlap: true } }),
      series: lowest.map((each, i) => ({ id: String(each.id), name: each.key, type: 'line', showSymbol: false, data: numbers.history(`${each.id}.score`),
        lineStyle: { width: 1.4, color: color(SERIES_COLORS[i]) }, itemStyle: { color: color(SERIES_COLORS[i]) } })),
    });
  }

  function drawLost(most) {
    bars(lost, most.map((each) => each.key), most.map((each) => each.bookLostSeconds), 'warn', (value) => `${format.compact(value)} s`);
  }

  function drawChecks(all) {
    const rows = [...CHECKS].reverse();
    bars(checks, rows.map(([, title]) => title), rows.map(([name]) => all.reduce((sum, each) => sum + (each[name] ?? 0), 0)), 'accent', format.compact);
  }

  return {
    draw,
    close() {
      end();
      [scores, lost, checks].forEach((graph) => graph.close());
    },
    keys: [['ArrowDown', 'into the table', () => streams.focusFirst()]],
  };
}

function bars(graph, names, values, kind, write) {
  graph.draw({
    grid: { left: 4, right: 46, top: 4, bottom: 4, containLabel: true },
    tooltip: tooltip({ axisPointer: { type: 'shadow' }, valueFormatter: write }),
    title: { show: !names.length, text: 'none', left: 'center', top: 'middle', textStyle: { color: color('dim'), fontSize: 12, fontWeight: 'normal' } },
    xAxis: valueAxis({ min: 0, splitNumber: 3, axisLabel: { formatter: write, hideOverlap: true } }),
    yAxis: categoryAxis(names, { axisLine: { show: false } }),
    series: [{ id: 'bars', type: 'bar', barMaxWidth: 12, data: values, itemStyle: { color: color(kind), opacity: 0.85, borderRadius: 2 },
      label: { show: true, position: 'right', color: color('text'), fontSize: 11, formatter: ({ value }) => write(value) } }],
  });
}

function connectionColumns() {
  return [
    { name: 'key', title: 'Connection', className: 'name', value: (row) => row.key, draw: drawConnection },
    { name: 'state', title: 'State', value: (row) => row.state, text: (row) => format.words(row.state), kind: (row) => STATES[row.state] ?? 'warn', plot: (row) => `feed.${row.key}.live` },
    { name: 'reason', title: 'Because', className: 'text.wide', text: (row) => (row.reason === 'NONE' ? '–' : format.words(row.reason)) },
    { name: 'since', title: 'Since', className: 'text.wide', value: (row) => row.sinceMs, text: (row) => format.moment(row.sinceMs), kind: () => 'dim' },
    { name: 'circuit', title: 'Circuit', value: (row) => row.circuit, text: (row) => row.circuit, kind: (row) => (row.circuit === 'closed' ? 'up' : 'down') },
    { name: 'breaks', title: 'Lost', className: 'number', value: (row) => row.breaks, text: (row) => format.count(row.breaks), plot: (row) => `feed.${row.key}.breaks` },
    { name: 'clock', title: 'Clock', className: 'number', value: (row) => row.clockOffsetMs, text: (row) => format.duration(row.clockOffsetMs), kind: (row) => (row.clockSuspect ? 'down' : ''), plot: (row) => `feed.${row.key}.clock` },
  ];
}

function drawConnection(cell, row) {
  if (!cell.firstChild) cell.append(make('i.dot'), make('b', { text: ` ${row.venue}` }), make('span', { text: `#${row.connectionId}` }));
  cell.firstChild.className = `dot ${STATES[row.state] ?? 'warn'}`;
}

function streamColumns(feeds) {
  const number = (name, title, write = format.count, bad = 0, more = 'wide') => ({
    name, title, className: `number.${more}`, value: (row) => row[name], text: (row) => write(row[name]), kind: (row) => (row[name] > bad ? 'warn' : ''), plot: (row) => `${row.id}.${name}` });
  const share = (name, title) => ({ name, title, className: 'number', value: (row) => row[name], text: (row) => format.percent(row[name]),
    kind: (row) => (!Number.isFinite(row[name]) ? 'dim' : row[name] >= 0.99 ? 'up' : row[name] >= 0.9 ? 'warn' : 'down'), plot: (row) => `${row.id}.${name}` });
  const stateOf = (row, stream) => feeds.stream(row.id, stream)?.state;
  return [
    { name: 'name', title: 'Instrument', className: 'name', value: (row) => row.key, draw: drawInstrument },
    share('score', 'Score'), share('bookScore', 'Book truth'),
    { name: 'book', title: 'Book', value: (row) => row.bookState ?? '', text: (row) => format.words(row.bookState), kind: (row) => (row.bookState === 'LIVE' ? 'up' : row.bookState ? 'down' : 'dim') },
    { name: 'trades', title: 'Trades', className: 'text.wider', value: (row) => stateOf(row, 'TRADES') ?? '', text: (row) => format.words(stateOf(row, 'TRADES')), kind: (row) => STATES[stateOf(row, 'TRADES')] ?? 'dim' },
    number('gaps', 'Gaps', format.count, 0, 'short'), number('bookLostSeconds', 'No book', (value) => (Number.isFinite(value) ? `${format.decimal(value, 1)} s` : '–'), 5, 'short'),
    number('accepted', 'Accepted', format.compact, Infinity), number('invalid', 'Invalid'), number('duplicates', 'Dupl.'), number('outOfOrder', 'Order', format.count, 0, 'wider'),
    number('tooOld', 'Old', format.count, 0, 'wider'), number('crossed', 'Crossed', format.count, 0, 'wider'), number('anomalies', 'Suspect'), number('bookDisagreements', 'Disagrees'),
  ];
}

function drawInstrument(cell, row) {
  if (!cell.firstChild) cell.append(make('b', { text: row.name }), make('span', { text: row.venue }));
}

function incidentColumns() {
  return [
    { name: 'time', title: 'Time', text: (row) => format.moment(row.sinceMs), kind: () => 'dim' },
    { name: 'subject', title: 'Of', text: (row) => row.subject },
    { name: 'what', title: 'What', text: (row) => format.words(row.reason), kind: () => 'warn' },
    { name: 'state', title: 'State', text: (row) => `${format.words(row.stream)} ${format.words(row.state)}` },
    { name: 'missing', title: 'Missing', className: 'number', text: (row) => (row.gapFirst > 0n ? (row.gapFirst === row.gapLast ? `${row.gapFirst}` : `${row.gapFirst} – ${row.gapLast}`) : '') },
  ];
}
