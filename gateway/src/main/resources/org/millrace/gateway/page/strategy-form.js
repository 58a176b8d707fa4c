// Asks which strategy is to be started, on what, and with which parameters.

import { make, put } from './dom.js';
import * as format from './format.js';

// Returns a form; start is called with what the gateway takes, and may fail.
export function strategyForm(types, instruments, selected, start) {
  const type = make('select', { 'aria-label': 'Strategy' }, ...types.map((each) => make('option', { value: each.type, text: each.type })));
  const instrument = make('select', { 'aria-label': 'Instrument of the strategy' },
    ...instruments.all.map((each) => make('option', { value: each.key, text: each.key, selected: each === selected })));
  const parameters = make('div.parameters');
  const answer = make('p.says', { role: 'status' });
  const form = make('form.order-form', { 'aria-label': 'New strategy' },
    make('label.stacked', {}, make('span', { text: 'Strategy' }), type), make('label.stacked', {}, make('span', { text: 'Instrument' }), instrument),
    parameters, make('div.submit', {}, make('button.primary', { type: 'submit', text: 'Start strategy' }), answer));

  function showParameters() {
    const chosen = types.find((each) => each.type === type.value);
    parameters.replaceChildren(...(chosen?.parameters ?? []).map((each) => make('label.stacked', { title: `${each.from} to ${each.to}` },
      make('span', { text: format.words(each.name.replace(/([A-Z])/g, ' $1')) }),
      make('input', { type: 'number', name: each.name, min: each.from, max: each.to, step: each.whole ? 1 : 'any', value: each.default }))));
  }

  type.addEventListener('change', showParameters);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = [...parameters.querySelectorAll('input')].filter((input) => input.value !== '').map((input) => [input.name, Number(input.value)]);
    try {
      const strategy = await start({ type: type.value, symbol: instrument.value, parameters: Object.fromEntries(values) });
      put(answer, `Strategy ${strategy.id} runs.`, 'says dim');
    } catch (problem) {
      put(answer, problem.message, 'says warn');
    }
  });
  showParameters();
  return { node: form };
}
