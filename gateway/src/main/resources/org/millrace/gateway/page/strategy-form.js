// Asks which strategy is to be started, on what, and with which parameters; or with which others one is to run.

import { make, put } from './dom.js';
import * as format from './format.js';

// Returns a form; start and change are called with what the gateway takes, and may fail.
export function strategyForm(types, instruments, selected, { start, change }) {
  const type = make('select', { 'aria-label': 'Strategy' }, ...types.map((each) => make('option', { value: each.type, text: each.type })));
  const instrument = make('select', { 'aria-label': 'Instrument of the strategy' },
    ...instruments.all.map((each) => make('option', { value: each.key, text: each.key, selected: each === selected })));
  const fields = parameterFields();
  const answer = make('p.says', { role: 'status' });
  const submit = make('button.primary', { type: 'submit', text: 'Start strategy' });
  const leave = make('button', { type: 'button', text: 'A new one instead', hidden: true, onclick: () => edit(null) });
  const form = make('form.order-form', { 'aria-label': 'New strategy' },
    make('label.stacked', {}, make('span', { text: 'Strategy' }), type), make('label.stacked', {}, make('span', { text: 'Instrument' }), instrument),
    fields.node, make('div.submit', {}, submit, leave, answer));
  let edited = null;

  function showParameters() {
    fields.show(types.find((each) => each.type === type.value), edited?.parameters);
  }

  // Changes a strategy that runs; null: starts another.
  function edit(row) {
    edited = row;
    if (row) type.value = row.type;
    type.disabled = instrument.disabled = row !== null;
    leave.hidden = row === null;
    put(submit, row ? `Change strategy ${row.id}` : 'Start strategy');
    showParameters();
  }

  type.addEventListener('change', showParameters);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      if (edited) {
        await change(edited.id, { parameters: fields.values });
        put(answer, `Strategy ${edited.id} runs with these.`, 'says dim');
      } else {
        const strategy = await start({ type: type.value, symbol: instrument.value, parameters: fields.values });
        put(answer, `Strategy ${strategy.id} runs.`, 'says dim');
      }
    } catch (problem) {
      put(answer, problem.message, 'says warn');
    }
  });
  showParameters();
  return { node: form, edit };
}

// Fields for the parameters of a strategy, each with its range.
export function parameterFields() {
  const node = make('div.parameters');
  return {
    node,
    // Shows those of a type, with the values of a map where it has them.
    show(type, values) {
      node.replaceChildren(...(type?.parameters ?? []).map((each) => make('label.stacked', { title: `${each.from} to ${each.to}` },
        make('span', { text: format.words(each.name.replace(/([A-Z])/g, ' $1')) }),
        make('input', { type: 'number', name: each.name, min: each.from, max: each.to, step: each.whole ? 1 : 'any', value: values?.get(each.name) ?? each.default, 'data-own': each.default }))));
    },
    get values() {
      return valuesOf([...node.querySelectorAll('input')]);
    },
    // Those that are not as the strategy itself has them.
    get changed() {
      return valuesOf([...node.querySelectorAll('input')].filter((input) => input.value !== input.dataset.own));
    },
  };
}

function valuesOf(inputs) {
  return Object.fromEntries(inputs.filter((input) => input.value !== '').map((input) => [input.name, Number(input.value)]));
}
