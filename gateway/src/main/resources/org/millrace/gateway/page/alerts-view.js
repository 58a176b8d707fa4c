// Alerts: made, silenced, deleted; and what fired.

import { alertsForm } from './alerts-form.js';
import { Alerts } from './alerts.js';
import { card, make, put, toast } from './dom.js';
import * as format from './format.js';
import { Table } from './table.js';

const HOUR_MS = 3_600_000;
const ALL = ['*'];

export function alertsView(root, context) {
  const { api, hub, instruments } = context;
  const alerts = new Alerts(api, hub, instruments);
  const problem = make('p.warn.says', { role: 'status' });
  const table = new Table(columns(act), { label: 'Alerts', keyOf: (row) => String(row.id), className: 'tall', empty: 'There are no alerts.' });
  const history = new Table(historyColumns(), { label: 'What fired', keyOf: (row) => row.key, className: 'tall', empty: 'Nothing fired since this page was opened.' });
  const asked = card('New alert');
  root.append(make('div.alerts-split', {}, asked, make('div.column', {},
    make('section.card.sheet.auto', { 'aria-label': 'Alerts' }, make('h2', { text: 'Alerts' }), problem, table.node),
    make('section.card.sheet.auto', { 'aria-label': 'History' }, make('h2', { text: 'History' }), history.node))));
  let form = null;
  let formOf = -1;
  let drawn = -1;
  hub.want('view', { alerts: { instruments: ALL } });
  alerts.load();

  async function act(deed) {
    try {
      await deed();
    } catch (fault) {
      toast(fault.message, 'warn');
    }
  }

  function columns(run) {
    return [
      { name: 'name', title: 'Alert', className: 'name', text: (row) => row.name || `${format.words(row.condition)}` },
      { name: 'of', title: 'Of', text: (row) => row.symbol ?? '' },
      { name: 'when', title: 'When', text: whenOf },
      { name: 'state', title: 'State', text: stateOf, kind: (row) => (stateOf(row) === 'active' ? 'up' : 'dim') },
      { name: 'fired', title: 'Fired last', className: 'text.wide', text: (row) => format.moment(Date.parse(row.last_triggered)), kind: () => 'dim' },
      { name: 'acts', title: '', className: 'acts', draw: (cell, row) => drawActs(cell, row, run) },
    ];
  }

  function drawActs(cell, row, run) {
    if (!cell.firstChild) {
      cell.append(
        make('button', { type: 'button', onclick: () => run(() => alerts.silence(cell.dataset.id, cell.dataset.silent === 'yes' ? 0 : Date.now() + HOUR_MS)) }),
        make('button', { type: 'button', text: 'Delete', onclick: () => run(() => alerts.remove(cell.dataset.id)) }));
    }
    cell.dataset.id = row.id;
    cell.dataset.silent = stateOf(row) === 'silent' ? 'yes' : 'no';
    put(cell.firstChild, cell.dataset.silent === 'yes' ? 'Speak' : 'Silence 1 h');
  }

  // The form is made anew while instruments still become known, until somebody has begun to fill it.
  function drawForm() {
    if (formOf === instruments.size || form?.node.contains(document.activeElement)) return;
    formOf = instruments.size;
    form?.node.remove();
    form = alertsForm(instruments, context.selected, (alert) => alerts.create(alert));
    asked.append(form.node);
  }

  return {
    draw() {
      drawForm();
      if (alerts.version === drawn) return;
      drawn = alerts.version;
      problem.hidden = !alerts.problem;
      put(problem, alerts.problem ? `Alerts are not available: ${alerts.problem.message}` : '');
      table.show(alerts.list);
      history.show(alerts.fired);
    },
    close() {
      alerts.close();
      hub.want('view', {});
    },
    keys: [['n', 'new alert', () => form?.focus()], ['ArrowDown', 'into the table', () => table.focusFirst()]],
  };
}

function whenOf(row) {
  const words = [row.left && row.condition === 'comparison' ? format.words(row.left) : format.words(row.condition)];
  if (row.condition === 'comparison') words.push(format.words(row.comparison));
  if (row.right && row.right !== 'none') words.push(format.words(row.right));
  if (Number.isFinite(row.threshold)) words.push(format.compact(row.threshold));
  if (row.timeframe) words.push(`(${row.timeframe})`);
  return words.join(' ');
}

function stateOf(row) {
  const now = Date.now();
  if (Date.parse(row.silence_from) <= now && now < Date.parse(row.silence_until)) return 'silent';
  return row.active === false ? format.words(row.state ?? 'fired') : 'active';
}

function historyColumns() {
  return [
    { name: 'time', title: 'Time', text: (row) => format.moment(row.timeMs), kind: () => 'dim' },
    { name: 'what', title: 'Alert', text: (row) => row.name || row.condition },
    { name: 'of', title: 'Of', text: (row) => row.subject },
    { name: 'value', title: 'Value', className: 'number', text: (row) => format.compact(row.value) },
    { name: 'threshold', title: 'Threshold', className: 'number', text: (row) => format.compact(row.threshold) },
  ];
}
