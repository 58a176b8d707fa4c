// Why a version said what it said: what each feature adds to a margin, of the newest prediction of an instrument or of one before.

import { make, put } from './dom.js';
import * as format from './format.js';
import { Graph, categoryAxis, tooltip, valueAxis } from './graph.js';
import { color } from './theme.js';

const MOST_BARS = 12;
const MOST_PREDICTIONS = 200;
const HOUR_MS = 3_600_000;
const BACK_MS = 48 * HOUR_MS;
const UP = 'up';

export class Explanation {
  #api;
  #graph = null;
  #area = make('div.canvas.tallish');
  #note = make('p.note', { role: 'status', text: 'Choose a model.' });
  #says = make('p.dim.says', { role: 'status' });
  #version = make('select', { 'aria-label': 'Version to explain', onchange: () => this.#askPredictions() });
  #instrument = make('select', { 'aria-label': 'Instrument to explain', onchange: () => this.#askPredictions() });
  #prediction = make('select', { 'aria-label': 'Prediction to explain', onchange: () => this.#ask() });
  #margin = make('select', { 'aria-label': 'Margin', hidden: true, onchange: () => this.redraw() });
  #rows = new Map();
  #name = '';
  #versions = '';
  #instruments = -1;
  #answer = null;
  #turn = 0;
  #asking = '';

  constructor(api) {
    this.#api = api;
    this.node = make('section.card.class-chart', { 'aria-label': 'Why' }, make('h2', { text: 'Why' }),
      make('div.toolbar', {}, this.#version, this.#instrument, this.#prediction, this.#margin), this.#area, this.#note, this.#says);
  }

  // Offers versions of a model, those that predict first, and instruments; asks where something else is chosen by that.
  offer(name, rows, instruments, selected) {
    const order = [...rows].sort((a, b) => rank(a) - rank(b));
    const versions = `${name} ${order.map((row) => row.version + row.role)}`;
    if (versions === this.#versions && instruments.size === this.#instruments) return;
    const before = this.#name === name ? this.#version.value : '';
    const chosen = this.#instrument.value || selected?.key;
    fill(this.#version, order.map((row) => [String(row.version), `v${row.version} ${row.role}`]), before);
    fill(this.#instrument, instruments.all.map((each) => [each.key, each.key]), chosen);
    this.#rows = new Map(rows.map((row) => [String(row.version), row]));
    this.#name = name;
    this.#versions = versions;
    this.#instruments = instruments.size;
    this.#askPredictions();
  }

  // Asks again for what is chosen: the newest prediction may be another by now.
  refresh() {
    if (this.#prediction.value === '') this.#ask();
  }

  redraw() {
    const answer = this.#answer;
    this.node.dataset.points = String(answer?.features.length ?? 0);
    this.#note.hidden = answer !== null;
    if (!answer) return void this.#graph?.clear();
    const at = Math.max(0, this.#margin.selectedIndex);
    const { bars, rest } = largest(answer.features, at);
    if (rest) bars.push({ name: `${rest.count} others`, value: rest.sum });
    this.#graph ??= new Graph(this.#area);
    this.#graph.draw({
      grid: { left: 4, right: 24, top: 4, bottom: 4, containLabel: true },
      tooltip: tooltip({ axisPointer: { type: 'shadow' }, valueFormatter: signed }),
      xAxis: valueAxis({ scale: false, splitNumber: 4, axisLabel: { formatter: format.compact, hideOverlap: true } }),
      yAxis: categoryAxis(bars.map((bar) => bar.name), { inverse: true, axisLabel: { interval: 0, width: 190, overflow: 'truncate' } }),
      series: [{ type: 'bar', name: 'adds', barMaxWidth: 18, data: bars.map((bar) => ({ value: bar.value, itemStyle: { color: color(bar.value < 0 ? 'down' : 'up'), opacity: 0.85 } })) }],
    });
    const { of, expected, margin } = answer.margins[at];
    put(this.#says, `${wanting(answer)}${saidOf(answer)}. Of the margin of ${of}, ${format.compact(expected)} is expected where nothing is known; with what the features add it is ${format.compact(margin)}.`, 'dim says');
  }

  close() {
    this.#turn++;
    this.#graph?.close();
  }

  // Offers what this version has said of this instrument lately, besides the newest.
  async #askPredictions() {
    const mine = ++this.#turn;
    fill(this.#prediction, [['', 'newest']], '');
    if (!this.#version.value || !this.#instrument.value) return this.#show(null, 'There is nothing to explain yet.');
    this.#ask();
    try {
      const { data } = await this.#api.get(`predictions/${encodeURIComponent(this.#instrument.value)}`, { from: new Date(Date.now() - BACK_MS).toISOString(), limit: MOST_PREDICTIONS });
      if (mine !== this.#turn) return;
      const own = data.filter((row) => row.name === this.#name && String(row.version) === this.#version.value).reverse();
      fill(this.#prediction, [['', 'newest'], ...own.map((row) => [row.time, `${format.moment(Date.parse(row.time))} ${brief(row)}`])], this.#prediction.value);
    } catch {
      // without a store, or the right to ask it, the newest alone can be chosen; what is in the way of that is said
    }
    return undefined;
  }

  async #ask() {
    if (!this.#version.value || !this.#instrument.value) return; // nothing is offered yet
    const of = this.#versions + this.#version.value + this.#instrument.value + this.#prediction.value;
    this.#asking = of;
    try {
      if (!this.#prediction.value && !(await this.#hasFeatures())) throw new Error('Its features are not there yet.');
      const answer = await this.#api.get(`models/${encodeURIComponent(this.#name)}/${this.#version.value}/explain`, { symbol: this.#instrument.value, as_of: this.#prediction.value });
      if (this.#asking === of) this.#show(answer, '');
    } catch (problem) {
      if (this.#asking === of) this.#show(null, problem.message);
    }
  }

  // Tells whether a bar of the model's timeframe has closed since the engine began: only then is there something newest.
  async #hasFeatures() {
    const wants = this.#rows.get(this.#version.value);
    const { data } = await this.#api.get(`features/${encodeURIComponent(this.#instrument.value)}`);
    return data.some((row) => `${row.set} ${row.version}` === wants.set && row.timeframe === wants.timeframe);
  }

  #show(answer, why) {
    this.#answer = answer;
    put(this.#note, why);
    put(this.#says, '');
    this.#margin.hidden = !answer || answer.margins.length < 2;
    if (answer && this.#margin.options.length !== answer.margins.length) fill(this.#margin, answer.margins.map(({ of }) => [of, of]), UP);
    this.redraw();
  }
}

// Returns what adds most, and what the others add together.
function largest(features, at) {
  const all = features.map(({ feature, value, contributions }) => ({ name: `${feature} = ${format.compact(value ?? NaN)}`, value: contributions[at] ?? 0 }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const others = all.slice(MOST_BARS);
  return { bars: all.slice(0, MOST_BARS), rest: others.length ? { count: others.length, sum: others.reduce((sum, { value }) => sum + value, 0) } : null };
}

// What the model does not go without, if that is missing: then the engine predicts nothing, and the rest is what it would say.
function wanting({ lacking }) {
  return lacking.length ? `The engine predicts nothing here: ${lacking.join(', ')} ${lacking.length > 1 ? 'are' : 'is'} missing, and the model does not go without. ` : '';
}

function saidOf({ prediction, lacking }) {
  const says = lacking.length ? 'Otherwise it would say' : 'It says';
  if (prediction.length === 1) return `${says} ${format.compact(prediction[0] ?? NaN)}`;
  return `${says} ${['down', 'neutral', 'up'].map((name, i) => `${name} ${format.percent(prediction[i] ?? NaN, 1)}`).join(', ')}`;
}

function brief(row) {
  if (Number.isFinite(row.value)) return format.compact(row.value);
  const [name, share] = ['down', 'neutral', 'up'].map((each) => [each, row[each]]).sort((a, b) => b[1] - a[1])[0];
  return `${name} ${format.percent(share, 0)}`;
}

function rank({ role, version }) {
  return ['promoted', 'shadow', 'retired', 'none'].indexOf(role) * 1e9 - version;
}

function signed(value) {
  return `${value > 0 ? '+' : ''}${format.compact(value)}`;
}

function fill(select, options, chosen) {
  select.replaceChildren(...options.map(([value, text]) => make('option', { value, text, selected: value === chosen })));
}
