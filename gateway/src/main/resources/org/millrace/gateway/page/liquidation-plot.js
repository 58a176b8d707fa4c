// Draws what the gateway calls a plot of liquidations: traces and a layout in the manner of Plotly, as an option for ECharts.

import { make, put } from './dom.js';
import * as format from './format.js';
import { Graph, timeAxis, tooltip, valueAxis } from './graph.js';
import { color, isLight } from './theme.js';

const SYMBOLS = { circle: 'circle', square: 'rect', diamond: 'diamond', 'triangle-up': 'triangle', 'triangle-down': 'path://M0,0 L10,0 L5,9 Z' };
const TOP = 50; // pixels of the height that the layout wants: for the legend and a title
const GAP = 34; // between rows, for a title
const FOOT = 30;
const FEW = 3; // points, which a line alone does not show
const SHADE = 0.72; // colours that are made for a dark ground, on a light one

// A card with one plot, or with why there is none.
export class PlotCard {
  #graph = null;
  #area = make('div.canvas.sized');
  #note = make('p.note', { role: 'status', text: 'Asking…' });
  #answer = null;

  constructor(title) {
    this.node = make('section.card.chart-card.plot-card', { 'aria-label': title }, make('h2', { text: title }), this.#area, this.#note);
  }

  // Shows an answer; without points the text for nothing, without an answer why.
  show({ value, reason }, nothing) {
    this.#answer = value?.data.some((trace) => trace.x.length) ? value : null;
    put(this.#note, reason ? `The plot is not to be had: ${reason.message}` : nothing, reason ? 'note warn' : 'note');
    this.#note.hidden = this.#answer !== null;
    if (this.#answer) this.#area.style.setProperty('--height', String(this.#answer.layout.height));
    this.redraw();
  }

  redraw() {
    this.#graph?.clear();
    this.node.dataset.points = String(this.#answer?.data.reduce((sum, trace) => sum + trace.x.length, 0) ?? 0);
    if (!this.#answer) return;
    this.#graph ??= new Graph(this.#area);
    this.#graph.draw(optionOf(this.#answer));
  }

  close() {
    this.#graph?.close();
  }
}

// Returns the option that draws traces: a grid for each row of the layout, one above the other, over the same time.
export function optionOf({ data, layout }) {
  const rows = Array.from({ length: layout.rows ?? 1 }, (_, i) => i);
  const part = (pixels) => (100 * pixels) / layout.height; // percent, as a phone's plots are lower
  const height = (100 - part(TOP + FOOT + GAP * (rows.length - 1))) / rows.length;
  const top = (row) => part(TOP) + row * (height + part(GAP));
  const isLast = (row) => row === rows.length - 1;
  const [from, to] = spanOf(data);
  const series = [...bandsOf(layout.shapes ?? []), ...data.map(seriesOf)];
  return {
    useUTC: true,
    axisPointer: { link: [{ xAxisIndex: 'all' }], label: { backgroundColor: color('raised'), color: color('text') } },
    tooltip: tooltip({ valueFormatter: precise }),
    legend: { type: 'scroll', top: 2, left: 8, right: 8, itemWidth: 12, itemHeight: 8, itemGap: 14, pageIconColor: color('dim'), pageIconInactiveColor: color('line'),
      pageTextStyle: { color: color('dim') }, inactiveColor: color('grey'), textStyle: { color: color('text'), fontSize: 11 }, data: entriesOf(series) },
    title: rows.map((row) => ({ text: yAxisOf(layout, row).title ?? '', left: 8, top: `${top(row) - part(22)}%`, textStyle: { color: color('dim'), fontSize: 11, fontWeight: 'normal' } })),
    grid: rows.map((row) => ({ left: 14, right: 66, top: `${top(row)}%`, height: `${height}%` })),
    xAxis: rows.map((row) => timeAxis({ gridIndex: row, min: from, max: to, axisLabel: { show: isLast(row) }, axisPointer: { label: { show: isLast(row), formatter: ({ value }) => format.moment(value).slice(0, 16) } } })),
    yAxis: rows.map((row) => valueAxis({ gridIndex: row, position: 'right', splitNumber: rows.length > 2 ? 3 : 5, minInterval: areWhole(data, row) ? 1 : 0, axisLabel: { formatter: precise } })),
    dataZoom: [{ type: 'inside', xAxisIndex: rows, zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false }],
    series,
  };
}

function seriesOf(trace, i) {
  const isLine = trace.mode.includes('lines');
  const row = rowOf(trace.yaxis);
  const tint = shade(isLine ? trace.line?.color : trace.marker?.color);
  const size = trace.marker?.size ?? 6;
  return {
    id: `${i} ${trace.name}`, name: trace.name.replaceAll('_', ' '), type: isLine ? 'line' : 'scatter', xAxisIndex: row, yAxisIndex: row, z: isLine ? 2 : 3,
    data: trace.x.map((time, at) => [Date.parse(time), trace.y[at]]), tooltip: { valueFormatter: withText(trace.text) },
    ...(isLine ? { itemStyle: { color: tint }, showSymbol: trace.x.length < FEW, symbolSize: 5, connectNulls: false, lineStyle: { width: 1.5, color: tint }, ...(trace.fill === 'tozeroy' ? { areaStyle: { color: tint, opacity: 0.3 } } : {}) } : {
      symbol: SYMBOLS[trace.marker?.symbol] ?? 'circle', symbolSize: Array.isArray(size) ? (_, { dataIndex }) => size[dataIndex] : size, itemStyle: { color: tint, opacity: 1 },
    }),
  };
}

// Shapes are bands over a row: those of one name are one entry of the legend.
function bandsOf(shapes) {
  const names = [...new Set(shapes.map(({ name }) => name))];
  return names.map((name) => {
    const own = shapes.filter((shape) => shape.name === name);
    const row = rowOf(own[0].yref.split(' ')[0]);
    return {
      id: `band ${name}`, name, type: 'line', xAxisIndex: row, yAxisIndex: row, z: 1, data: [], itemStyle: { color: shade(own[0].fillcolor) },
      markArea: { silent: true, itemStyle: { color: shade(own[0].fillcolor), opacity: own[0].opacity }, data: own.map(({ x0, x1 }) => [{ xAxis: Date.parse(x0) }, { xAxis: Date.parse(x1) }]) },
    };
  });
}

// Returns what the legend lists: each name once, with the symbol of its markers.
function entriesOf(series) {
  return [...new Map(series.map(({ name, type, symbol }) => [name, { name, icon: type === 'scatter' ? symbol : 'roundRect' }])).values()];
}

// All rows show the same time, whatever of it each has points in.
function spanOf(data) {
  let [from, to] = [Infinity, -Infinity];
  for (const { x } of data) {
    if (!x.length) continue;
    from = Math.min(from, Date.parse(x[0]));
    to = Math.max(to, Date.parse(x[x.length - 1]));
  }
  return from < to ? [from, to] : [undefined, undefined];
}

// Tells whether all values of a row are counts.
function areWhole(data, row) {
  return data.filter((trace) => rowOf(trace.yaxis) === row).every(({ y }) => y.every((value) => value === null || Number.isInteger(value)));
}

function rowOf(yaxis = 'y') {
  return Number(yaxis.slice(1) || 1) - 1;
}

function yAxisOf(layout, row) {
  return layout[row ? `yaxis${row + 1}` : 'yaxis'] ?? {};
}

function withText(text) {
  return (value, at) => (text?.[at] ? `${precise(value)}  ${text[at]}` : precise(value));
}

// Prices have cents, counts none, and what is small has four digits.
export function precise(value) {
  if (!Number.isFinite(value)) return '–';
  if (Number.isInteger(value)) return format.count(value);
  return Math.abs(value) >= 100 ? format.decimal(value) : format.compact(value);
}

function shade(hex = color('accent')) {
  if (!isLight() || !/^#[0-9a-f]{6}$/i.test(hex)) return hex;
  return `#${hex.slice(1).replace(/../g, (two) => Math.round(Number.parseInt(two, 16) * SHADE).toString(16).padStart(2, '0'))}`;
}
