// Asks for an order, only for what its type needs; a refusal says by which rule, and with which numbers.

import { make, put } from './dom.js';
import * as format from './format.js';

const NEEDS = { market: [], limit: ['price'], stop: ['stop'], stop_limit: ['price', 'stop'], trailing_stop: ['distance'] };
const IN_FORCE = { gtc: 'until cancelled', ioc: 'at once or cancel', fok: 'all at once or nothing', day: 'today' };

// Returns a form; place is called with what the gateway takes, and may fail.
export function orderForm(instruments, selected, place) {
  const fields = new Map();
  const field = (name, label, input) => {
    fields.set(name, { input, node: make('label.stacked', {}, make('span', { text: label }), input) });
    return fields.get(name).node;
  };
  const number = (label) => make('input', { type: 'number', step: 'any', min: 0, 'aria-label': label });
  const instrument = make('select', { 'aria-label': 'Instrument of the order' },
    ...instruments.all.map((each) => make('option', { value: each.key, text: each.key, selected: each === selected })));
  const reduce = make('input', { type: 'checkbox' });
  const answer = make('p.says', { role: 'status' });
  const buy = make('button.buy', { type: 'submit', value: 'buy', text: 'Buy' });
  const sell = make('button.sell', { type: 'submit', value: 'sell', text: 'Sell' });
  const form = make('form.order-form', { 'aria-label': 'New order' },
    field('instrument', 'Instrument', instrument),
    field('type', 'Type', make('select', { 'aria-label': 'Type' }, ...Object.keys(NEEDS).map((value) => make('option', { value, text: format.words(value) })))),
    field('quantity', 'Quantity', number('Quantity')), field('price', 'Limit', number('Limit')), field('stop', 'Stop', number('Stop')), field('distance', 'Distance', number('Distance')),
    field('force', 'In force', make('select', { 'aria-label': 'In force' }, ...Object.entries(IN_FORCE).map(([value, text]) => make('option', { value, text })))),
    make('label.check', {}, reduce, make('span', { text: 'only reduce' })),
    make('div.submit', {}, buy, sell, answer));
  const valueOf = (name) => fields.get(name).input.value;

  function showNeeded() {
    for (const name of ['price', 'stop', 'distance']) fields.get(name).node.hidden = !NEEDS[valueOf('type')].includes(name);
  }

  function wanted(side) {
    const order = { symbol: valueOf('instrument'), side, type: valueOf('type'), quantity: valueOf('quantity'), time_in_force: valueOf('force'), reduce_only: reduce.checked };
    const names = { price: 'price', stop: 'stop_price', distance: 'trailing_distance' };
    for (const name of NEEDS[order.type]) order[names[name]] = valueOf(name);
    return order;
  }

  form.addEventListener('change', showNeeded);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const side = event.submitter?.value ?? 'buy';
    buy.disabled = sell.disabled = true;
    try {
      const order = await place(wanted(side));
      put(answer, `Order ${order.id} is placed.`, 'says dim');
    } catch (problem) {
      put(answer, problem.message, 'says warn');
    } finally {
      buy.disabled = sell.disabled = false;
    }
  });
  showNeeded();
  return { node: form, focus: () => fields.get('quantity').input.focus() };
}
