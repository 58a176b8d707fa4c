// Alerts: made, silenced, deleted; what fired, and what could not be told.

import { alertsForm } from './alerts-form.js';
import { Alerts, subjectOf } from './alerts.js';
import { card, make, put, toast } from './dom.js';
import * as format from './format.js';
import { silenceForm } from './silence-form.js';
import { Table } from './table.js';

const STATE_MS = 1000;
const ALL = ['*'];

export function alertsView(root, context) {
  const { api, hub, instruments } = context;
  const alerts = new Alerts(api, hub);
  const problem = make('p.warn.says', { role: 'status' });
  const table = new Table(columns(act), { label: 'Alerts', keyOf: (row) => String(row.id), onOpen: (row) => silence.open(row), className: 'tall', empty: 'There are no alerts.' });
  const history = new Table(historyColumns(), { label: 'What fired', keyOf: (row) => row.key, className: 'tall', empty: 'Nothing has fired yet.' });
  const asked = card('New alert');
  const letters = new Table(letterColumns(act), { label: 'Not told', keyOf: (row) => row.id, className: 'tall', empty: 'Everybody has been told.' });
  const silence = silenceForm((id, wanted) => alerts.silence(id, wanted));
  root.append(silence.node, make('div.alerts-split', {}, asked, make('div.column', {},
    make('section.card.sheet.auto', { 'aria-label': 'Alerts' }, make('h2', { text: 'Alerts' }), problem, table.node),
    make('section.card.sheet.auto', { 'aria-label': 'History' }, make('h2', { text: 'History' }), history.node),
    make('section.card.sheet.auto', { 'aria-label': 'Not told' }, make('h2', { text: 'Not told' }), letters.node))));
  let form = null;
  let formOf = -1;
  let drawn = -1;
  let drawnMs = 0;
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
      { name: 'of', title: 'Of', text: subjectOf },
      { name: 'when', title: 'When', text: whenOf },
      { name: 'state', title: 'State', text: stateOf, kind: (row) => (stateOf(row).startsWith('active') ? 'up' : 'dim') },
      { name: 'fired', title: 'Fired last', className: 'text.wide', text: (row) => format.moment(Date.parse(row.last_triggered)), kind: () => 'dim' },
      { name: 'acts', title: '', className: 'acts', draw: (cell, row) => drawActs(cell, row, run) },
    ];
  }

  function drawActs(cell, row, run) {
    if (!cell.firstChild) {
      cell.append(
        make('button', { type: 'button', text: 'Silence', onclick: () => silenceOf(cell.dataset.id) }),
        make('button', { type: 'button', text: 'Delete', onclick: () => run(() => alerts.remove(cell.dataset.id)) }));
    }
    cell.dataset.id = row.id;
  }

  function silenceOf(id) {
    const row = alerts.list.find((each) => String(each.id) === id);
    if (row) silence.open(row);
  }

  function letterColumns(run) {
    return [
      { name: 'time', title: 'Given up', className: 'text.wide', text: (row) => format.moment(Date.parse(row.time)), kind: () => 'dim' },
      { name: 'what', title: 'Alert', text: (row) => nameOf(row.alert_id) },
      { name: 'to', title: 'To', text: (row) => `${row.target}, ${row.channel}` },
      { name: 'why', title: 'Why', className: 'reason', text: (row) => row.reason, kind: () => 'warn' },
      { name: 'acts', title: '', className: 'acts', draw: (cell, row) => drawRetry(cell, row, run) },
    ];
  }

  function drawRetry(cell, row, run) {
    if (!cell.firstChild) cell.append(make('button', { type: 'button', text: 'Send again', onclick: () => run(() => alerts.retry(cell.dataset.id)) }));
    cell.dataset.id = row.id;
  }

  // An alert may be gone by the time.
  function nameOf(id) {
    const row = alerts.list.find((each) => each.id === id);
    return row ? row.name || format.words(row.condition) : `alert ${id}`;
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
    draw(nowMs) {
      drawForm();
      if (alerts.version === drawn && nowMs - drawnMs < STATE_MS) return; // silences begin and end
      drawn = alerts.version;
      drawnMs = nowMs;
      problem.hidden = !alerts.problem;
      put(problem, alerts.problem ? `Alerts are not available: ${alerts.problem.message}` : '');
      table.node.hidden = alerts.problem !== null;
      table.show(alerts.list);
      history.show(alerts.fired);
      letters.show(alerts.letters);
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
  if (!row.active) return format.words(row.state);
  const from = Date.parse(row.silence_from);
  const until = Date.parse(row.silence_until);
  if (from <= now && now < until) return `silent until ${format.moment(until).slice(5, 16)}`;
  if (now < from && from < until) return `active, silent from ${format.moment(from).slice(5, 16)}`;
  return row.quiet_hours ? `active, quiet ${row.quiet_hours.from}–${row.quiet_hours.until}` : 'active';
}

function historyColumns() {
  return [
    { name: 'time', title: 'Time', text: (row) => format.moment(row.timeMs), kind: () => 'dim' },
    { name: 'what', title: 'Alert', text: (row) => row.name || row.condition },
    { name: 'of', title: 'Of', text: (row) => row.subject },
    { name: 'value', title: 'Value', className: 'number', text: (row) => format.compact(row.value) },
    { name: 'bound', title: 'Against', className: 'number', text: (row) => format.compact(row.bound) },
    { name: 'channels', title: 'Told by', className: 'text.wide', text: (row) => (row.channels ?? []).join(', '), kind: () => 'dim' },
  ];
}
