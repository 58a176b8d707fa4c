// Asks when an alert is to be silent: from now on for a while, from a time to another, or on some days between two hours.

import { make, put } from './dom.js';

const MINUTE_MS = 60_000;
const SPANS = [[15, '15 minutes'], [60, '1 hour'], [480, '8 hours'], [1440, '1 day'], [10_080, '7 days']];
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

// Returns a dialog to be opened for an alert; save is called with its id and what the gateway takes, and may fail.
export function silenceForm(save) {
  const from = make('input', { type: 'datetime-local' });
  const until = make('input', { type: 'datetime-local' });
  const quietFrom = make('input', { type: 'time' });
  const quietUntil = make('input', { type: 'time' });
  const days = DAYS.map((day) => make('input', { type: 'checkbox', value: day }));
  const refusal = make('p.warn', { role: 'alert' });
  const title = make('h2');
  const labelled = (text, input) => make('label.stacked', {}, make('span', { text }), input);
  const button = (text, onclick) => make('button', { type: 'button', text, onclick });
  const spans = make('div.toolbar', {}, ...SPANS.map(([minutes, text]) => button(text, () => run(spanOf(minutes)))), button('Not now', () => run({})));
  const form = make('form.alert-form', { 'aria-label': 'When to be silent' },
    labelled('Silent from, UTC', from), labelled('until', until), labelled('On some days from, UTC', quietFrom), labelled('until', quietUntil),
    make('fieldset.days', {}, make('legend', { text: 'Days' }), ...days.map((input) => make('label', {}, input, make('span', { text: input.value })))),
    make('div.submit', {}, make('button.primary', { type: 'submit', text: 'Save' }), refusal),
    make('div.submit', {}, button('Cancel', () => dialog.close())));
  const dialog = make('dialog.silence', { 'aria-label': 'Silence' }, title, spans, form);
  let id = '';

  async function run(silence) {
    try {
      await save(id, silence);
      dialog.close();
    } catch (problem) {
      put(refusal, problem.message);
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (Boolean(from.value) !== Boolean(until.value)) put(refusal, 'A silence has a beginning and an end.');
    else if (Boolean(quietFrom.value) !== Boolean(quietUntil.value)) put(refusal, 'Quiet hours have a beginning and an end.');
    else run(wanted());
  });

  function wanted() {
    const span = from.value ? { from: utc(from.value), until: utc(until.value) } : {};
    const chosen = quietFrom.value ? days.filter((input) => input.checked).map((input) => input.value) : [];
    return { ...span, quiet_hours: chosen.length ? { days: chosen, from: quietFrom.value, until: quietUntil.value } : { days: [] } };
  }

  return {
    node: dialog,
    open(row) {
      const isAhead = Date.parse(row.silence_until) > Date.now();
      const quiet = row.quiet_hours;
      id = String(row.id);
      put(title, `Silence ${row.name || row.condition.replaceAll('_', ' ')}`);
      put(refusal, '');
      from.value = isAhead ? local(row.silence_from) : '';
      until.value = isAhead ? local(row.silence_until) : '';
      quietFrom.value = quiet?.from ?? '';
      quietUntil.value = quiet?.until ?? '';
      for (const input of days) input.checked = quiet ? quiet.days.includes(input.value) : true;
      dialog.showModal();
    },
  };
}

function spanOf(minutes) {
  const now = Date.now();
  return { from: new Date(now).toISOString(), until: new Date(now + minutes * MINUTE_MS).toISOString() };
}

function local(time) {
  return new Date(time).toISOString().slice(0, 16);
}

function utc(value) {
  return new Date(`${value}Z`).toISOString();
}
