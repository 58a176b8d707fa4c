// What administrators alone do at the desk: load strategies from jars, move money.

import { make, put } from './dom.js';

// Returns a part with two forms; load and transfer are called with what the gateway takes, and may fail.
export function adminForm({ load, transfer }) {
  const name = make('input', { required: true, 'aria-label': 'Class in a jar', placeholder: 'Class in a jar' });
  const amount = make('input', { type: 'number', step: 'any', required: true, 'aria-label': 'Amount', placeholder: 'Amount; below 0: out' });
  const answer = make('p.says', { role: 'status' });
  const form = (field, text, deed) => make('form.line', {
    onsubmit: async (event) => {
      event.preventDefault();
      try {
        put(answer, await deed(field.value.trim()), 'says dim');
        field.value = '';
      } catch (problem) {
        put(answer, problem.message, 'says warn');
      }
    },
  }, field, make('button', { type: 'submit', text }));
  return make('div', {},
    form(name, 'Load', async (type) => `${(await load({ type })).type} can be started.`),
    form(amount, 'Transfer', async (value) => (await transfer({ amount: value })) ?? 'It is done.'), answer);
}
