// Small plots of numbers that were chosen, side by side below the view, and kept while other views are looked at.

import { byId, make, put } from './dom.js';
import { clock } from './format.js';
import { Graph, timeAxis, tooltip, valueAxis } from './graph.js';
import { color, onTheme } from './theme.js';

const MOST = 6;
const REDRAW_MS = 1000;

export class Plots {
  #numbers;
  #shown = new Map();
  #panel = byId('plots');
  #list = byId('plot-list');
  #drawnMs = 0;

  constructor(numbers) {
    this.#numbers = numbers;
    document.addEventListener('click', (event) => {
      const node = event.target.closest?.('[data-plot]');
      if (node) this.toggle(node.dataset.plot);
    });
    document.addEventListener('keydown', (event) => {
      const isKey = event.key === 'Enter' || event.key === ' ';
      if (isKey && event.target.matches?.('[data-plot][role="button"]')) {
        event.preventDefault();
        this.toggle(event.target.dataset.plot);
      }
    });
    byId('plots-close').addEventListener('click', () => this.clear());
    onTheme(() => this.draw(Infinity));
  }

  get size() {
    return this.#shown.size;
  }

  clear() {
    for (const key of [...this.#shown.keys()]) this.#remove(key);
  }

  // Plots a number, or no longer.
  toggle(key) {
    if (this.#shown.has(key)) this.#remove(key);
    else if (this.#numbers.has(key)) this.#add(key);
  }

  draw(nowMs) {
    if (!this.#shown.size || nowMs - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = Number.isFinite(nowMs) ? nowMs : this.#drawnMs;
    for (const [key, plot] of this.#shown) this.#drawOne(key, plot);
  }

  #add(key) {
    if (this.#shown.size === MOST) this.#remove(this.#shown.keys().next().value);
    const value = make('b');
    const range = make('span.dim');
    const area = make('div.plot-area');
    const close = make('button.quiet', { type: 'button', text: '×', 'aria-label': `End plot of ${this.#numbers.label(key)}`, onclick: () => this.#remove(key) });
    const node = make('figure.plot', {},
      make('figcaption', {}, make('span', { text: this.#numbers.label(key) }), value, close), area, range);
    this.#list.append(node);
    this.#panel.hidden = false;
    this.#shown.set(key, { node, value, range, graph: new Graph(area) });
    this.#drawOne(key, this.#shown.get(key));
  }

  #remove(key) {
    const { node, graph } = this.#shown.get(key);
    graph.close();
    node.remove();
    this.#shown.delete(key);
    this.#panel.hidden = this.#shown.size === 0;
  }

  #drawOne(key, { value, range, graph }) {
    const write = this.#numbers.format(key);
    const data = this.#numbers.history(key);
    const known = data.map((pair) => pair[1]).filter((each) => each !== null);
    put(value, write(this.#numbers.now(key)));
    put(range, known.length ? `low ${write(Math.min(...known))} · high ${write(Math.max(...known))} · since ${clock(data[0][0])}` : 'nothing was measured yet');
    graph.draw({
      grid: { left: 4, right: 8, top: 8, bottom: 4, containLabel: true },
      tooltip: tooltip({ valueFormatter: (each) => write(each) }),
      useUTC: true,
      xAxis: timeAxis({ axisLabel: { formatter: (ms) => clock(ms), showMinLabel: false } }),
      yAxis: valueAxis({ position: 'right', splitNumber: 3, axisLabel: { formatter: write, hideOverlap: true } }),
      series: [{ id: key, name: this.#numbers.label(key), type: 'line', data, showSymbol: data.length < 3, symbolSize: 4, connectNulls: false,
        sampling: 'lttb', lineStyle: { width: 1.5, color: color('accent') }, itemStyle: { color: color('accent') }, areaStyle: { color: color('accent'), opacity: 0.1 } }],
    });
  }
}
