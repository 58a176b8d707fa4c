// What became of predictions over a range: versions of a model side by side, and how often they were right as time went by.

import { card, make, put } from './dom.js';
import * as format from './format.js';
import { Graph, timeAxis, tooltip, valueAxis } from './graph.js';
import { Table } from './table.js';
import { color } from './theme.js';

const PERIODS = 40;
export const COLORS = ['accent', 'orange', 'violet', 'up', 'warn', 'grey'];
export const ROLE_KINDS = { promoted: 'up', shadow: 'warn' };
const DIRECTIONS = [['up', 'up'], ['neutral', 'dim'], ['down', 'down']];

export class TrackRecord {
  #api;
  #driftOf;
  #table;
  #graph = null;
  #area = make('div.canvas.middle');
  #note = make('p.note', { role: 'status', text: 'Asking…' });
  #says = make('p.dim.says', { text: '' });
  #rows = [];
  #turn = 0;
  #name = null;
  #isAnswered = false;

  // driftOf(version) tells how far a version has drifted: { stability, kind }.
  constructor(api, driftOf) {
    this.#api = api;
    this.#driftOf = driftOf;
    this.#table = new Table(this.#columns(), { label: 'Promoted and shadows', keyOf: (row) => String(row.version), className: 'auto', empty: 'No version predicts, nor did one in this range.' });
    this.sheet = make('section.card.sheet.auto', { 'aria-label': 'Promoted against shadows' }, make('h2', { text: 'Promoted against shadows' }), this.#says, this.#table.node);
    this.chart = card('How often they were right', this.#area, this.#note);
    this.chart.classList.add('class-chart');
  }

  // Asks for a model's versions over the time up to now, of an instrument or, without one, of all.
  async ask(name, spanMs, symbol) {
    const mine = ++this.#turn;
    const to = Date.now();
    if (name !== this.#name) {
      this.#name = name;
      this.#isAnswered = false;
      put(this.#note, 'Asking…');
    }
    let problem = null;
    let rows = [];
    try {
      rows = name ? (await this.#api.get(`models/${encodeURIComponent(name)}/track-record`, { symbol, from: new Date(to - spanMs).toISOString(), to: new Date(to).toISOString(), periods: PERIODS })).data : [];
    } catch (fault) {
      problem = fault;
    }
    if (mine !== this.#turn) return;
    this.#rows = rows;
    this.#isAnswered = true;
    put(this.#says, problem ? `What came of predictions is not to be had: ${problem.message}` : saying(rows), problem ? 'warn says' : 'dim says');
    this.redraw();
  }

  // Drift has come meanwhile, perhaps.
  showTable() {
    if (this.#isAnswered) this.#table.show(this.#rows); // before that nobody knows that there is nothing
  }

  redraw() {
    if (!this.#isAnswered) return;
    this.showTable();
    const drawn = this.#rows.map((row, i) => ({ ...row, at: i })).filter((row) => row.judged > 0);
    this.chart.dataset.points = String(drawn.length);
    this.#note.hidden = drawn.length > 0;
    put(this.#note, 'No prediction of this range can be judged yet.');
    if (!drawn.length) return void this.#graph?.clear();
    const isDirection = drawn[0].target === 'direction';
    const write = (value) => (isDirection ? format.percent(value, 1) : format.compact(value));
    this.#graph ??= new Graph(this.#area);
    this.#graph.draw({
      grid: { left: 4, right: 6, top: 28, bottom: 4, containLabel: true },
      tooltip: tooltip({ valueFormatter: write }),
      legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8, textStyle: { color: color('dim'), fontSize: 11 }, inactiveColor: color('grey') },
      xAxis: timeAxis(),
      yAxis: valueAxis({ position: 'right', splitNumber: 3, axisLabel: { formatter: (value) => (isDirection ? format.percent(value, 0) : format.compact(value)) } }),
      series: drawn.map((row) => ({
        id: String(row.version), name: `v${row.version} ${row.role}`, type: 'line', showSymbol: row.periods.length < 3, symbolSize: 6, connectNulls: false,
        lineStyle: { width: 1.6, color: color(COLORS[row.at % COLORS.length]) }, itemStyle: { color: color(COLORS[row.at % COLORS.length]) },
        data: row.periods.map((period) => [Date.parse(period.time), scoreOf(period) ?? null]),
      })),
    });
  }

  close() {
    this.#turn++;
    this.#graph?.close();
  }

  #columns() {
    const share = (name) => (row) => format.percent(row[name] ?? NaN, 1);
    return [
      { name: 'version', title: 'Version', className: 'name', text: (row) => `v${row.version}` },
      { name: 'role', title: 'Role', text: (row) => row.role, kind: (row) => ROLE_KINDS[row.role] ?? 'dim' },
      { name: 'predictions', title: 'Predictions', className: 'number', text: (row) => format.count(row.predictions) },
      { name: 'judged', title: 'Judged', about: 'Those whose horizon has passed', className: 'number.wide', text: (row) => format.count(row.judged), kind: () => 'dim' },
      { name: 'score', title: 'Right', about: 'Directions: share that came true; returns: mean size of the error', className: 'number.strong', text: (row) => written(row, scoreOf(row)) },
      { name: 'baseline', title: 'Baseline', about: 'Always saying what came most often; of returns, always saying 0', className: 'number', text: (row) => written(row, row.commonest_rate ?? (row.judged ? row.mean_absolute_move : NaN)), kind: () => 'dim' },
      ...DIRECTIONS.map(([name, kind]) => ({ name, title: name, about: 'Mean probability', className: 'number.wider', text: share(`mean_${name}`), kind: () => kind })),
      { name: 'agreement', title: 'Agrees', about: 'With the promoted version, of the same features', className: 'number', text: (row) => (row.compared ? format.percent(row.agreement, 1) : '–') },
      { name: 'same', title: 'Right on the same', about: 'Where both spoke: this one against the promoted', className: 'number', text: onTheSame, kind: betterOnTheSame },
      { name: 'drift', title: 'Drift', about: 'Largest population stability index', className: 'number.wide', text: (row) => format.decimal(this.#driftOf(row.version).stability, 3), kind: (row) => this.#driftOf(row.version).kind },
    ];
  }
}

function saying(rows) {
  const of = rows[0];
  if (!of) return '';
  const horizon = `the close ${of.horizon_seconds / 60 >= 1 ? `${format.compact(of.horizon_seconds / 60)} minutes` : `${of.horizon_seconds} s`} later`;
  return `Judged by ${horizon}, as in training${of.target === 'direction' ? `; neutral within ${format.compact(of.cost * 100)}%${of.volatility ? ` or ${format.compact(of.volatility)} deviations` : ''}` : ''}. What is not known yet does not count.`;
}

function scoreOf(row) {
  return row.hit_rate ?? row.mean_absolute_error;
}

function written(row, value) {
  return row.target === 'direction' ? format.percent(value ?? NaN, 1) : format.compact(value ?? NaN);
}

function onTheSame(row) {
  if (!row.compared_judged) return '–';
  return `${written(row, row.compared_hit_rate ?? row.compared_mean_absolute_error)} / ${written(row, row.promoted_hit_rate ?? row.promoted_mean_absolute_error)}`;
}

function betterOnTheSame(row) {
  const better = row.target === 'direction' ? row.compared_hit_rate - row.promoted_hit_rate : row.promoted_mean_absolute_error - row.compared_mean_absolute_error;
  return row.compared_judged ? format.direction(better) : 'dim';
}
