// What stands in a book up to each price, on both sides of the middle.

import { compact, decimal } from './format.js';
import { Graph, tooltip, valueAxis } from './graph.js';
import { color } from './theme.js';

export class Depth {
  #graph;

  constructor(element) {
    this.#graph = new Graph(element);
  }

  // Draws levels within a share of the middle: 0.01 for 1 %, Infinity for all.
  draw(bids, asks, digits, share) {
    if (!bids.length || !asks.length) return;
    const middle = (bids[0].price + asks[0].price) / 2;
    const reach = Number.isFinite(share) ? middle * share : Math.max(asks[asks.length - 1].price - middle, middle - bids[bids.length - 1].price);
    const near = (levels) => levels.filter((level) => Math.abs(level.price - middle) <= reach);
    const ends = (levels, price) => (levels.length ? [[price, levels[levels.length - 1].total]] : []);
    const points = (levels) => levels.map((level) => [level.price, level.total]);
    const [below, above] = [near(bids), near(asks)];
    this.#graph.draw({
      grid: { left: 8, right: 12, top: 14, bottom: 6, containLabel: true },
      tooltip: tooltip({ axisPointer: { type: 'cross', label: { backgroundColor: color('raised'), color: color('text'), formatter: ({ value }) => compact(value) } }, valueFormatter: (value) => compact(value) }),
      xAxis: valueAxis({ min: middle - reach, max: middle + reach, splitNumber: 6, splitLine: { show: false }, axisLabel: { formatter: (value) => decimal(value, digits), hideOverlap: true, showMinLabel: false, showMaxLabel: false } }),
      yAxis: valueAxis({ position: 'right', min: 0, splitNumber: 4, axisLabel: { formatter: compact } }),
      series: [
        side('bids', 'Bids', 'up', [[bids[0].price, 0], ...points(below), ...ends(below, middle - reach)]),
        side('asks', 'Asks', 'down', [[asks[0].price, 0], ...points(above), ...ends(above, middle + reach)]),
      ],
    });
  }

  close() {
    this.#graph.close();
  }
}

function side(id, name, kind, data) {
  return { id, name, type: 'line', step: 'end', showSymbol: false, data, lineStyle: { color: color(kind), width: 1.5 }, itemStyle: { color: color(kind) },
    areaStyle: { color: color(kind), opacity: 0.18 } };
}
