// What signals of liquidations were worth: bars for each class and horizon, and a table.

import { card, make, put } from './dom.js';
import * as format from './format.js';
import { Graph, categoryAxis, tooltip, valueAxis } from './graph.js';
import { Table } from './table.js';
import { color } from './theme.js';

export const CLASSES = ['Strong_Sell', 'Sell', 'Weak_Sell', 'Neutral', 'Weak_Buy', 'Buy', 'Strong_Buy'];
const HORIZONS = ['1h', '6h', '24h'];
const COLORS = ['accent', 'violet', 'orange'];

const hundredths = (value) => (Number.isFinite(value) ? `${format.decimal(value, 3)}%` : '–');
const roughly = (value) => `${format.compact(value)}%`;
const share = (value) => format.percent(value, 1);

// What a chart shows: columns of the rows with their names, how a value is written, there and at the axis, and what is marked.
export const WIN_RATES = { title: 'Win rate by class', columns: ofHorizons('win_rate'), write: share, axis: { min: 0, max: 1, interval: 0.25 }, label: (value) => format.percent(value, 0), mark: 0.5 };
export const RETURNS = { title: 'Average return by class', columns: ofHorizons('avg_return'), write: hundredths, label: roughly, mark: 0 };
export const DEVIATIONS = { title: 'Standard deviation of returns', columns: ofHorizons('stddev_return'), write: hundredths, label: roughly, axis: { min: 0 } };
export const COUNTS = { title: 'Signals by class', columns: [['signal_count', 'signals']], write: format.count, axis: { min: 0, minInterval: 1 } };

// A card with bars of each class side by side.
export class ClassChart {
  #what;
  #graph = null;
  #area = make('div.canvas.middle');
  #note = make('p.note', { role: 'status', text: 'Asking…' });
  #rows = [];

  constructor(what) {
    this.#what = what;
    this.node = card(what.title, this.#area, this.#note);
    this.node.classList.add('class-chart');
  }

  show({ value, reason }, nothing) {
    this.#rows = byClass(value?.data ?? []);
    put(this.#note, reason ? `The chart is not to be had: ${reason.message}` : nothing, reason ? 'note warn' : 'note');
    this.#note.hidden = this.#rows.length > 0;
    this.redraw();
  }

  redraw() {
    this.#graph?.clear();
    this.node.dataset.points = String(this.#rows.length);
    if (!this.#rows.length) return;
    const { columns, write, label = write, axis, mark } = this.#what;
    this.#graph ??= new Graph(this.#area);
    this.#graph.draw({
      grid: { left: 4, right: 6, top: columns.length > 1 ? 28 : 10, bottom: 4, containLabel: true },
      tooltip: tooltip({ axisPointer: { type: 'shadow' }, valueFormatter: write }),
      legend: { show: columns.length > 1, top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8, textStyle: { color: color('dim'), fontSize: 11 }, inactiveColor: color('grey') },
      xAxis: categoryAxis(this.#rows.map((row) => named(row.signal_class)), { axisLabel: { interval: 0, hideOverlap: true } }),
      yAxis: valueAxis({ scale: false, position: 'right', splitNumber: 4, ...axis, axisLabel: { formatter: label } }),
      series: columns.map(([column, title], i) => ({
        id: column, name: title, type: 'bar', barCategoryGap: '28%', barMaxWidth: 34, itemStyle: { color: color(COLORS[i]), opacity: 0.85 }, data: this.#rows.map((row) => row[column]),
        markLine: i || mark === undefined ? undefined : { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: color('dim'), type: 'dashed' }, data: [{ yAxis: mark }] },
      })),
    });
  }

  close() {
    this.#graph?.close();
  }
}

// The same numbers, and the rest of them, as a table.
export function performanceTable() {
  const returns = (name, title, more = '') => ({
    name, title, className: `number${more}`, text: (row) => hundredths(row[name]), value: (row) => row[name], kind: (row) => (name.startsWith('stddev') ? 'dim' : format.direction(row[name])) });
  const rates = (name, title, more = '') => ({ name, title, className: `number${more}`, text: (row) => share(row[name]), value: (row) => row[name] });
  return new Table([
    { name: 'class', title: 'Class', className: 'name', text: (row) => named(row.signal_class), value: (row) => CLASSES.indexOf(row.signal_class), kind: (row) => kindOf(row.signal_class) },
    { name: 'count', title: 'Signals', className: 'number', text: (row) => format.count(row.signal_count), value: (row) => row.signal_count },
    ...HORIZONS.flatMap((horizon) => [
      { ...rates(`win_rate_${horizon}`, `Win ${horizon}`), about: 'Buy: the price rose; sell: it fell' }, returns(`avg_return_${horizon}`, `Return ${horizon}`),
      returns(`stddev_return_${horizon}`, `± ${horizon}`, '.wide'), { ...rates(`up_rate_${horizon}`, `Up ${horizon}`, '.wider'), about: 'The price rose, whatever the class says' },
    ]),
    returns('min_return_1h', 'Least 1h', '.wider'), returns('max_return_1h', 'Most 1h', '.wider'),
  ], { label: 'Performance', keyOf: (row) => row.signal_class, sort: ['class', 1], className: 'auto', empty: 'Nothing yet.' });
}

// Returns rows from the strongest sell to the strongest buy.
function byClass(rows) {
  return [...rows].sort((a, b) => CLASSES.indexOf(a.signal_class) - CLASSES.indexOf(b.signal_class));
}

export function named(signalClass) {
  return signalClass.replaceAll('_', ' ');
}

export function kindOf(signalClass) {
  if (signalClass.endsWith('Buy')) return 'up';
  return signalClass.endsWith('Sell') ? 'down' : 'dim';
}

function ofHorizons(column) {
  return HORIZONS.map((horizon) => [`${column}_${horizon}`, horizon]);
}
