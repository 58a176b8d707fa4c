// Metrics of two versions beside each other, as training has written them.

import { make, put } from './dom.js';
import * as format from './format.js';
import { Table } from './table.js';

export class Comparison {
  #api;
  #first = make('select', { 'aria-label': 'One version', onchange: () => this.#ask() });
  #second = make('select', { 'aria-label': 'Another version', onchange: () => this.#ask() });
  #says = make('p.dim.says', { role: 'status', hidden: true });
  #place = make('div.auto');
  #versions = '';
  #name = '';
  #turn = 0;

  constructor(api) {
    this.#api = api;
    this.node = make('section.card.sheet.auto', { 'aria-label': 'Versions compared' }, make('h2', { text: 'Versions compared' }),
      make('div.toolbar', {}, this.#first, make('span.dim', { text: 'and' }), this.#second), this.#says, this.#place);
  }

  // Offers versions of a model, the newest first: it is compared with the promoted one, or with the one before, unless others are chosen.
  offer(name, rows) {
    const numbers = rows.map((row) => row.version).sort((a, b) => b - a);
    const versions = `${name} ${numbers}`;
    if (versions === this.#versions) return;
    this.#versions = versions;
    this.#name = name;
    this.node.hidden = numbers.length < 2;
    const promoted = rows.find((row) => row.role === 'promoted')?.version;
    const other = promoted && promoted !== numbers[0] ? promoted : numbers[1];
    [[this.#first, other], [this.#second, numbers[0]]].forEach(([select, chosen]) => select.replaceChildren(
      ...numbers.map((number) => make('option', { value: number, text: `v${number}`, selected: number === chosen }))));
    if (numbers.length > 1) this.#ask();
  }

  close() {
    this.#turn++;
  }

  async #ask() {
    const mine = ++this.#turn;
    const versions = [this.#first.value, this.#second.value];
    let problem = '';
    let rows = [];
    try {
      rows = (await this.#api.get(`models/${encodeURIComponent(this.#name)}/compare`, { versions: versions.join() })).data;
    } catch (fault) {
      problem = `They cannot be compared: ${fault.message}`;
    }
    if (mine !== this.#turn) return;
    put(this.#says, problem, 'warn says');
    this.#says.hidden = !problem;
    const table = new Table(columns(versions), { label: 'Versions compared', keyOf: (row) => row.metric, className: 'tall', empty: 'Their training tells of no metrics.' });
    table.show(rows);
    this.#place.replaceChildren(table.node);
  }
}

function columns(versions) {
  const number = (at) => ({ name: `at${at}`, title: `v${versions[at]}`, className: 'number', text: (row) => written(row.values[at]) });
  return [
    { name: 'metric', title: 'Metric', className: 'name', text: (row) => row.metric, value: (row) => row.metric },
    number(0), number(1),
    { name: 'difference', title: 'Difference', className: 'number', text: (row) => written(row.difference), value: (row) => Math.abs(row.difference ?? NaN), kind: () => 'dim' },
  ];
}

function written(value) {
  return Number.isFinite(value) ? format.compact(value) : '–';
}
