// Time and sales of one instrument.

import { card, make, put, segments } from './dom.js';
import * as format from './format.js';
import { Graph, timeAxis, tooltip, valueAxis } from './graph.js';
import { plottable } from './numbers.js';
import { Quote } from './quote.js';
import { Table } from './table.js';
import { color, onTheme } from './theme.js';
import { Trades } from './trades.js';

const SHOWN_ROWS = 120;
const SHOWN_POINTS = 400;
const PAST_MS = 120_000;
const MINUTE_MS = 60_000;
const GRAPH_MS = 500;
const LARGE_TIMES = 5;

export function tapeView(root, { hub, instruments, numbers, select, selected }, [name]) {
  const instrument = instruments.named(name) ?? (name ? undefined : selected);
  const quote = new Quote(numbers);
  let trades = new Trades();
  let side = 'all';
  let isPaused = false;
  let large = Infinity;
  let drawn = { version: -1, graphMs: 0 };
  const redraw = () => {
    drawn = { version: -1, graphMs: -Infinity };
  };
  const least = make('input.least', { type: 'number', min: 0, step: 'any', placeholder: 'min. quantity', 'aria-label': 'Least quantity', oninput: redraw });
  const sides = segments('Side', [['all', 'All'], ['BUY', 'Buys'], ['SELL', 'Sells']], side, (value) => {
    side = value;
    redraw();
  });
  const pause = make('button', { type: 'button', text: 'Pause', title: 'Pause (space)', 'aria-pressed': false, onclick: onPause });
  const table = new Table(columns(instrument), { label: 'Trades', keyOf: (trade) => trade.sequence, className: 'fill', empty: 'No trade yet.' });
  const area = make('div.canvas');
  const facts = make('dl.facts');
  const values = [];
  root.append(quote.node, make('div.split.tape-split', {},
    make('section.card.sheet', { 'aria-label': 'Time and sales' }, make('div.toolbar', {}, sides, least, make('span.spacer'), pause), table.node),
    make('div.column', {}, make('section.card.chart-card', { 'aria-label': 'Prices' }, make('h2', { text: 'Prices, by size and side' }), area), card('Last minute', facts))));
  if (!instrument) return { draw() {}, close() {} };

  select(instrument);
  const graph = new Graph(area);
  const minute = (read) => () => read(trades.summary(Date.now(), MINUTE_MS));
  fact('rate', 'Trades a second', minute((sum) => sum.count / 60), (value) => format.decimal(value, 2));
  fact('bought', 'Bought', minute((sum) => sum.bought), format.compact);
  fact('sold', 'Sold', minute((sum) => sum.sold), format.compact);
  fact('balance', 'Balance', minute((sum) => (sum.bought - sum.sold) / (sum.bought + sum.sold)), (value) => format.decimal(value, 3));
  fact('minuteVwap', 'VWAP', minute((sum) => sum.notional / sum.volume), (value) => format.decimal(value, instrument.digits));
  fact('largest', 'Largest', minute((sum) => sum.largest), format.compact);
  hub.want('view', { trades: { instruments: [instrument.key] } });
  const isOurs = (event) => event.prefix.instrumentId === instrument.id;
  const ends = [
    hub.listen('Trade', (event) => isOurs(event) && trades.add(event)),
    hub.listen('TradeVerdict', (event) => isOurs(event) && trades.mark(event.tradeId, format.words(event.verdict))),
    hub.listen('TradeCorrection', (event) => isOurs(event) && trades.mark(event.tradeId, event.action === 'CANCEL' ? 'cancelled' : 'replaced')),
    onTheme(redraw),
  ];
  const into = trades;
  hub.replay({ channel: 'trades', instruments: [instrument.key], from: new Date(Date.now() - PAST_MS).toISOString() },
    (event) => event.type === 'Trade' && into.add(event));

  function fact(member, title, read, write) {
    const key = `${instrument.id}.tape.${member}`;
    numbers.define(key, `${instrument.key} ${title.toLowerCase()}, last minute`, read, write);
    const node = plottable(make('dd', { role: 'button', tabindex: 0 }), key);
    facts.append(make('div', {}, make('dt', { text: title }), node));
    values.push(() => put(node, write(read())));
  }

  function onPause() {
    isPaused = !isPaused;
    pause.setAttribute('aria-pressed', String(isPaused));
    put(pause, isPaused ? 'Go on' : 'Pause');
  }

  function draw(nowMs) {
    quote.draw(instrument);
    if (isPaused || trades.version === drawn.version) return;
    drawn.version = trades.version;
    const wanted = Number(least.value) || 0;
    const rows = trades.list.filter((trade) => trade.quantity >= wanted && (side === 'all' || trade.side === side));
    const sum = trades.summary(Date.now(), MINUTE_MS);
    large = (LARGE_TIMES * sum.volume) / sum.count;
    table.show(rows.slice(0, SHOWN_ROWS));
    if (nowMs - drawn.graphMs < GRAPH_MS) return;
    drawn.graphMs = Number.isFinite(nowMs) ? nowMs : drawn.graphMs;
    for (const write of values) write();
    drawGraph(rows.slice(0, SHOWN_POINTS));
  }

  function drawGraph(rows) {
    const mean = rows.reduce((sum, trade) => sum + trade.quantity, 0) / rows.length;
    const size = (quantity) => Math.max(3, Math.min(22, 5 * Math.sqrt(quantity / mean)));
    graph.draw({
      grid: { left: 8, right: 10, top: 10, bottom: 6, containLabel: true },
      useUTC: true,
      tooltip: tooltip({ trigger: 'item', formatter: ({ value }) => `${format.clockMs(value[0])}\n${format.decimal(value[1], instrument.digits)}  ×  ${format.compact(value[2])}` }),
      xAxis: timeAxis({ axisLabel: { formatter: (ms) => format.clock(ms) } }),
      yAxis: valueAxis({ position: 'right', splitNumber: 5, axisLabel: { formatter: (value) => format.decimal(value, instrument.digits) } }),
      series: [['BUY', 'up'], ['SELL', 'down'], ['UNKNOWN', 'dim']].map(([which, kind]) => ({
        id: which, type: 'scatter', data: rows.filter((trade) => trade.side === which).map((trade) => [trade.timeMs, trade.price, trade.quantity]),
        symbolSize: (value) => size(value[2]), itemStyle: { color: color(kind), opacity: 0.6 } })),
    });
  }

  return {
    draw,
    close() {
      ends.forEach((end) => end());
      trades = new Trades();
      graph.close();
      hub.want('view', {});
    },
    keys: [[' ', 'pause, and go on', onPause]],
  };

  function columns(of) {
    return [
      { name: 'time', title: 'Time', text: (trade) => format.clockMs(trade.timeMs), className: 'text', kind: () => 'dim' },
      { name: 'price', title: 'Price', className: 'number', text: (trade) => format.decimal(trade.price, of?.digits), kind: (trade) => (trade.side === 'SELL' ? 'down' : 'up') },
      { name: 'quantity', title: 'Quantity', className: 'number', text: (trade) => format.decimal(trade.quantity, of?.quantityDigits), kind: (trade) => (trade.quantity > large ? 'strong' : '') },
      { name: 'side', title: 'Side', text: (trade) => format.words(trade.side) },
      { name: 'mark', title: '', text: (trade) => trade.mark || (trade.isSuspect ? 'suspect' : ''), kind: () => 'warn' },
    ];
  }
}
