// What the gateway tells of the whole program over REST: durations, lags, memory, counts; every number to be plotted.

import { card, make, put } from './dom.js';
import * as format from './format.js';
import { Graph, categoryAxis, tooltip, valueAxis } from './graph.js';
import { plottable } from './numbers.js';
import { color } from './theme.js';

const ASK_MS = 3000;
const GROUPS = [
  ['Memory and threads', /^jvm_/], ['Ring, journals and lags', /^(ring|journal|tailer|snapshot|fan_out)_/], ['Circuits', /^circuit_/],
  ['Store', /^(db|store|cache)_/], ['Gateway', /^(http|websocket|rate_limit)/], ['Events and quality', /^(events|bars|trades|rejected|data_quality|book|features|indicator|alerts)/],
  ['Feeds', /^(feed|collector|venue|active)_/], ['Other', /./],
];
const OPEN = 4; // groups that are unfolded at first

export class Vitals {
  #api;
  #numbers;
  #groups = new Map();
  #graphs = new Map();
  #entries = new Map();
  #histograms = make('div.three');
  #problem = make('p.warn', { role: 'status', hidden: true });
  #askedMs = -Infinity;
  #isClosed = false;
  status = '–';
  node = make('div.vitals', {}, this.#problem, this.#histograms);

  constructor(api, numbers) {
    this.#api = api;
    this.#numbers = numbers;
    GROUPS.forEach(([title, names], i) => {
      const facts = make('dl.facts');
      const node = make('details.card', { open: i < OPEN, hidden: true }, make('summary', {}, make('h2', { text: title })), facts);
      this.#groups.set(title, { names, facts, node });
      this.node.append(node);
    });
  }

  close() {
    this.#isClosed = true;
    for (const { graph } of this.#graphs.values()) graph.close();
  }

  draw(nowMs) {
    if (!Number.isFinite(nowMs)) return this.#drawHistograms();
    if (nowMs - this.#askedMs < ASK_MS) return undefined;
    this.#askedMs = nowMs;
    return this.#ask();
  }

  async #ask() {
    const [health, system] = await Promise.allSettled([this.#api.get('health'), this.#api.get('system')]);
    if (this.#isClosed) return;
    this.status = health.value?.status ?? health.reason.message;
    this.#problem.hidden = system.status === 'fulfilled';
    put(this.#problem, system.reason ? `The gateway’s own measures are not available: ${system.reason.message}` : '');
    const histograms = new Map();
    for (const series of system.value?.data ?? []) {
      if (series.buckets.length) merge(histograms, series);
      else this.#show(series);
    }
    for (const [name, buckets] of histograms) this.#showHistogram(name, buckets);
  }

  #show({ name, labels, value }) {
    const suffix = Object.values(labels).join(' ');
    const key = `system.${name} ${suffix}`;
    if (!this.#entries.has(key)) {
      const group = [...this.#groups.values()].find(({ names }) => names.test(name));
      const node = plottable(make('dd', { role: 'button', tabindex: 0 }), key);
      group.node.hidden = false;
      group.facts.append(make('div', {}, make('dt', { text: format.words(name.replace(/_total$/, '')) + (suffix ? ` · ${suffix}` : '') }), node));
      const entry = { node, value };
      this.#entries.set(key, entry);
      this.#numbers.define(key, `${format.words(name)} ${suffix}`, () => entry.value, writerOf(name));
    }
    const entry = this.#entries.get(key);
    entry.value = value;
    put(entry.node, writerOf(name)(value));
  }

  #showHistogram(name, buckets) {
    if (!this.#graphs.has(name)) {
      const area = make('div.canvas.small');
      const says = make('p.dim.says');
      this.#histograms.append(card(format.words(name.replace(/_seconds$/, '')), area, says));
      this.#graphs.set(name, { graph: new Graph(area), says });
    }
    this.#graphs.get(name).buckets = buckets;
    this.#drawHistogram(this.#graphs.get(name));
  }

  #drawHistograms() {
    for (const each of this.#graphs.values()) this.#drawHistogram(each);
  }

  #drawHistogram({ graph, says, buckets }) {
    const total = [...buckets.values()].reduce((sum, count) => sum + count, 0);
    const share = (part) => limitText(buckets, percentile(buckets, total, part));
    put(says, total ? `p50 ${share(0.5)} · p99 ${share(0.99)} · ${format.count(total)} measured` : 'nothing was measured yet');
    graph.draw({
      grid: { left: 4, right: 6, top: 10, bottom: 4, containLabel: true },
      tooltip: tooltip({ axisPointer: { type: 'shadow' } }),
      xAxis: categoryAxis([...buckets.keys()].map((upTo) => (Number.isFinite(upTo) ? format.duration(upTo * 1000) : 'more')), { axisLabel: { hideOverlap: true } }),
      yAxis: valueAxis({ position: 'right', min: 0, splitNumber: 3, axisLabel: { formatter: format.compact } }),
      series: [{ id: 'counts', name: 'up to', type: 'bar', barCategoryGap: '12%', data: [...buckets.values()], itemStyle: { color: color('violet'), opacity: 0.85 } }],
    });
  }
}

// Adds up what is of one name, whatever its labels; no upper limit stands for more than all.
function merge(histograms, { name, buckets }) {
  if (!histograms.has(name)) histograms.set(name, new Map());
  const sums = histograms.get(name);
  for (const { up_to: upTo, count } of buckets) sums.set(upTo ?? Infinity, (sums.get(upTo ?? Infinity) ?? 0) + count);
}

function limitText(buckets, upTo) {
  if (Number.isFinite(upTo)) return `up to ${format.duration(upTo * 1000)}`;
  return `over ${format.duration(Math.max(...[...buckets.keys()].filter(Number.isFinite)) * 1000)}`;
}

function percentile(buckets, total, part) {
  let left = total * part;
  for (const [upTo, count] of buckets) {
    left -= count;
    if (left <= 0) return upTo;
  }
  return Infinity;
}

function writerOf(name) {
  if (name.endsWith('_bytes')) return (value) => `${format.decimal(value / 1048576, 1)} MiB`;
  if (name.endsWith('_seconds')) return (value) => format.duration(value * 1000);
  if (name === 'circuit_breaker_state') return (value) => ['closed', 'half open', 'open'][value * 2] ?? format.compact(value);
  return format.compact;
}
