// Candles with volume, indicators over and below them, and markers of what happened.

import { compact, decimal } from './format.js';
import { Graph, categoryAxis, tooltip, valueAxis } from './graph.js';
import { panes, titleOf } from './overlays.js';
import { color } from './theme.js';

const LAYOUT = { left: 10, right: 66 };
const REPLACED = ['title', 'grid', 'xAxis', 'yAxis', 'series'];

export class Candles {
  #graph;
  #digits = 2;
  #rows = [];

  constructor(element) {
    this.#graph = new Graph(element);
  }

  // Draws rows anew, keeping what part of them is looked at. Markers are { time, price, text, kind: up, down or warn }.
  draw(rows, { digits, label, markers }) {
    this.#digits = digits;
    this.#rows = rows;
    const shown = panes();
    const zoom = this.#graph.zoom();
    const times = rows.map((row) => label(row.start));
    this.#graph.draw({
      axisPointer: { link: [{ xAxisIndex: 'all' }], label: { backgroundColor: color('raised'), color: color('text') } },
      tooltip: tooltip({ axisPointer: { type: 'cross' }, valueFormatter: (value) => (typeof value === 'number' ? decimal(value, digits) : value) }),
      title: shown.slice(1).map((pane) => this.#title(pane)),
      grid: shown.map((pane) => ({ ...LAYOUT, top: `${pane.top}%`, height: `${pane.height}%` })),
      xAxis: shown.map((pane, i) => categoryAxis(times, { gridIndex: i, axisLabel: { show: i === shown.length - 1 }, axisPointer: { label: { show: i === shown.length - 1 } } })),
      yAxis: shown.map((pane, i) => this.#valueAxis(pane, i)),
      dataZoom: [{ type: 'inside', xAxisIndex: shown.map((_, i) => i), start: zoom?.start ?? 0, end: zoom?.end ?? 100 }],
      series: shown.flatMap((pane, i) => this.#series(pane, { xAxisIndex: i, yAxisIndex: i }, markers)),
    }, REPLACED);
  }

  // Forgets what was drawn, and what part of it was looked at.
  clear() {
    this.#graph.clear();
  }

  close() {
    this.#graph.close();
  }

  #title({ name, top, overlays }) {
    const last = this.#rows[this.#rows.length - 1];
    const values = overlays.flatMap((each) => [...each.lines.map(([field]) => field), ...(each.histogram ? [each.histogram] : [])])
      .map((field) => [titleOf(field), newest(this.#rows, field)]).filter(([, value]) => value !== undefined)
      .map(([title, value]) => `${title} ${compact(value)}`);
    const text = name === 'volume' ? ['VOL', last ? compact(last.volume) : '', ...values].join('  ') : values.join('  ') || name.toUpperCase();
    return { text, left: LAYOUT.left - 4, top: `${top}%`, padding: [1, 5], textStyle: { color: color('dim'), fontSize: 10, fontWeight: 'normal' } };
  }

  #valueAxis({ name, overlays }, gridIndex) {
    const [min, max] = overlays.find((each) => each.range)?.range ?? [];
    const isPrice = name === 'price';
    return valueAxis({ scale: name !== 'volume', gridIndex, position: 'right', splitNumber: isPrice ? 6 : 2, min, max,
      axisLabel: { formatter: isPrice ? (value) => decimal(value, this.#digits) : compact, hideOverlap: true } });
  }

  #series(pane, base, markers) {
    const lines = pane.overlays.flatMap((each) => this.#lines(each, base));
    if (pane.name === 'price') return [this.#candles(base), ...lines, this.#markers(base, markers)];
    return pane.name === 'volume' ? [this.#volume(base), ...lines] : lines;
  }

  #candles(base) {
    const [up, down] = [color('up'), color('down')];
    const last = this.#rows[this.#rows.length - 1];
    const lastColor = last && last.close < last.open ? down : up;
    return { ...base, id: 'candles', name: 'Price', type: 'candlestick', barMaxWidth: 14,
      itemStyle: { color: up, color0: down, borderColor: up, borderColor0: down },
      data: this.#rows.map((row) => [row.open, row.close, row.low, row.high]),
      markLine: last && { symbol: 'none', silent: true, animation: false, data: [{ yAxis: last.close }], lineStyle: { color: lastColor, type: 'dashed', width: 1 },
        label: { position: 'end', color: color('card'), backgroundColor: lastColor, fontSize: 11, lineHeight: 13, padding: [2, 4], borderRadius: 3,
          formatter: ({ value }) => decimal(Number(value), this.#digits) } } };
  }

  #volume(base) {
    const [up, down] = [color('up'), color('down')];
    return { ...base, id: 'volume', name: 'Volume', type: 'bar', barWidth: '62%', barMaxWidth: 14,
      data: this.#rows.map((row) => ({ value: row.volume, itemStyle: { color: row.close >= row.open ? up : down, opacity: 0.5 } })) };
  }

  #lines(overlay, base) {
    const lines = overlay.lines.map(([field, name], i) => ({ ...base, id: field, name: titleOf(field), type: 'line', showSymbol: false, symbol: 'none',
      lineStyle: { width: 1.3, color: color(name) }, itemStyle: { color: color(name) }, data: this.#rows.map((row) => row.indicators?.[field] ?? null),
      markLine: overlay.levels && i === 0 ? levels(overlay.levels) : undefined }));
    if (overlay.histogram) {
      lines.unshift({ ...base, id: overlay.histogram, name: titleOf(overlay.histogram), type: 'bar', barMaxWidth: 14, data: this.#rows.map((row) => {
        const value = row.indicators?.[overlay.histogram] ?? null;
        return { value, itemStyle: { color: color(value >= 0 ? 'up' : 'down'), opacity: 0.55 } };
      }) });
    }
    return lines;
  }

  #markers(base, markers) {
    const data = markers.map(({ time, price, text, kind }) => ({ at: this.#rows.findLastIndex((row) => row.start <= time), price, text, kind })).filter(({ at }) => at >= 0)
      .map(({ at, price, text, kind }) => ({ name: text, value: [at, Number.isFinite(price) ? price : this.#rows[at].close], symbolRotate: kind === 'down' ? 180 : 0, itemStyle: { color: color(kind) } }));
    return { ...base, id: 'markers', name: 'Markers', type: 'scatter', labelLayout: { hideOverlap: true }, symbol: 'triangle', symbolSize: 10, z: 10, data, tooltip: { formatter: ({ name }) => name },
      label: { show: true, position: 'top', color: color('dim'), fontSize: 10, formatter: ({ name }) => name } };
  }
}

function levels(values) {
  return { symbol: 'none', silent: true, animation: false, label: { show: false }, lineStyle: { color: color('dim'), type: 'dotted', width: 1, opacity: 0.7 },
    data: values.map((yAxis) => ({ yAxis })) };
}

function newest(rows, field) {
  for (let i = rows.length - 1; i >= Math.max(0, rows.length - 3); i--) {
    const value = rows[i].indicators?.[field];
    if (value !== null && value !== undefined) return value;
  }
  return undefined;
}
