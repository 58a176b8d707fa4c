// Backtests over what the gateway's engine has journaled: a form for a new one, and a list of those that are kept.

import { make, put, toast } from './dom.js';
import * as format from './format.js';
import { openReport } from './reports.js';
import { parameterFields } from './strategy-form.js';
import { Table } from './table.js';

const BUSY_MS = 2000;
const IDLE_MS = 15000;
const UNFINISHED = ['queued', 'running'];

// Returns a form; submit is called with what the gateway takes, and may fail.
export function backtestForm(types, instruments, selected, submit) {
  const strategy = make('select', { 'aria-label': 'Strategy of the backtest' }, ...types.map((each) => make('option', { value: each.type, text: each.type })));
  const instrument = make('select', { 'aria-label': 'Instrument of the backtest' },
    ...instruments.all.map((each) => make('option', { value: each.key, text: each.key, selected: each === selected })));
  const from = make('input', { type: 'datetime-local', step: 1 });
  const to = make('input', { type: 'datetime-local', step: 1 });
  const cash = make('input', { type: 'number', min: 0, step: 'any', value: 100000 });
  const models = make('input', { type: 'text', placeholder: 'direction-1m:2' });
  const fields = parameterFields();
  const answer = make('p.says', { role: 'status' });
  const stacked = (title, input, about) => make('label.stacked', { title: about }, make('span', { text: title }), input);
  const form = make('form.order-form', { 'aria-label': 'New backtest' },
    stacked('Strategy', strategy), stacked('Instrument', instrument), fields.node,
    stacked('From, UTC', from, 'Empty: from the beginning'), stacked('Until, UTC', to, 'Empty: now'), stacked('Cash', cash),
    stacked('Models', models, 'Of the registry, with commas between; empty: as the journal has it'),
    make('div.submit', {}, make('button.primary', { type: 'submit', text: 'Run backtest' }), answer));
  const show = () => fields.show(types.find((each) => each.type === strategy.value));

  strategy.addEventListener('change', show);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const wanted = { strategies: [{ strategy: strategy.value, instrument: instrument.value, params: fields.changed }] };
    if (from.value) wanted.from = utc(from.value);
    if (to.value) wanted.to = utc(to.value);
    if (cash.value !== '') wanted.cash = Number(cash.value);
    const named = models.value.split(',').map((each) => each.trim()).filter(Boolean);
    if (named.length > 0) wanted.models = named;
    try {
      await submit(wanted);
      put(answer, 'It is in the list.', 'says dim');
    } catch (problem) {
      put(answer, problem.message, 'says warn');
    }
  });
  show();
  return { node: form };
}

// The list: asked for again and again, often while one runs.
export class Backtests {
  #api;
  #table;
  #rows = [];
  #askedMs = -Infinity;

  constructor(api) {
    this.#api = api;
    this.#table = new Table(this.#columns(), { label: 'Backtests', keyOf: (row) => row.id, className: 'short', empty: 'None was run.' });
    this.node = this.#table.node;
  }

  async submit(wanted) {
    await this.#api.post('backtests', wanted);
    await this.#ask();
  }

  // Asks when it is time, and shows what there is.
  draw(nowMs) {
    const every = this.#rows.some((row) => UNFINISHED.includes(row.state)) ? BUSY_MS : IDLE_MS;
    if (nowMs - this.#askedMs >= every) this.#ask().catch(() => {}); // the view tells already that trading cannot be asked
  }

  async #ask() {
    this.#askedMs = performance.now();
    this.#rows = (await this.#api.get('backtests')).data.reverse();
    this.#table.show(this.#rows);
  }

  #columns() {
    const measure = (name, text) => (row) => (row.result ? text(row.result.measures[name] ?? NaN) : '–');
    return [
      { name: 'what', title: 'Backtest', className: 'reason', text: whatOf },
      { name: 'state', title: 'State', text: (row) => row.error ?? row.state, kind: (row) => ({ done: 'up', failed: 'warn' }[row.state] ?? 'dim') },
      { name: 'progress', title: 'Progress', draw: drawProgress },
      { name: 'rate', title: 'Events/s', className: 'number.wide', text: (row) => format.compact(row.events_per_second || NaN), kind: () => 'dim' },
      { name: 'return', title: 'Return', className: 'number', text: measure('totalReturn', format.change), kind: (row) => format.direction(row.result?.measures.totalReturn) },
      { name: 'sharpe', title: 'Sharpe', className: 'number', text: measure('sharpe', format.decimal) },
      { name: 'drawdown', title: 'Drawdown', className: 'number.wide', text: measure('maxDrawdown', format.percent) },
      { name: 'fills', title: 'Fills', className: 'number.wide', text: (row) => (row.result ? format.count(row.result.fills) : '–') },
      { name: 'acts', title: '', className: 'acts', draw: (cell, row) => this.#drawActs(cell, row) },
    ];
  }

  #drawActs(cell, row) {
    if (!cell.firstChild) {
      cell.append(
        make('button', { type: 'button', text: 'Report', onclick: () => this.#act(() => openReport(this.#api, `backtests/${row.id}/report`, `backtest-${row.id}.html`)) }),
        make('button', { type: 'button', text: 'Forget', onclick: () => this.#act(() => this.#forget(row.id)) }));
    }
    cell.firstChild.hidden = !row.result;
    put(cell.lastChild, UNFINISHED.includes(row.state) ? 'Cancel' : 'Forget');
  }

  async #forget(id) {
    await this.#api.delete(`backtests/${id}`);
    await this.#ask();
  }

  async #act(deed) {
    try {
      await deed();
    } catch (problem) {
      toast(problem.message, 'warn');
    }
  }
}

function drawProgress(cell, row) {
  if (!cell.firstChild) cell.append(make('progress', { max: 1, 'aria-label': 'Progress' }));
  cell.firstChild.value = row.progress;
}

function whatOf(row) {
  const name = ({ strategy, instrument, params }) => {
    const values = Object.entries(params).map(([key, value]) => `${key} ${format.compact(value)}`).join(', ');
    return `${strategy} ${instrument}${values ? ` (${values})` : ''}`;
  };
  const by = row.models?.length ? ` by ${row.models.join(', ')}` : '';
  return (row.strategies.map(name).join('; ') || 'as recorded') + by;
}

// A browser's field has no zone: what stands in it is meant as UTC, with seconds or without.
function utc(text) {
  return new Date(`${text}Z`).toISOString();
}
