// The numbers of one instrument in a line above a view; each can be plotted.

import { make, put } from './dom.js';
import * as format from './format.js';
import { plottable } from './numbers.js';

const SHOWN = [
  ['bid', 'Bid', 'up'], ['ask', 'Ask', 'down'], ['spread', 'Spread'], ['open', 'Open'], ['high', 'High'], ['low', 'Low'],
  ['vwap', 'VWAP'], ['volume', 'Volume'], ['score', 'Quality'],
];

export class Quote {
  #numbers;
  #name = make('h1');
  #last = make('b', { role: 'button', tabindex: 0 });
  #change = make('span', { role: 'button', tabindex: 0 });
  #list = make('dl');
  #values = new Map();

  constructor(numbers) {
    this.#numbers = numbers;
    for (const [name, title, kind] of SHOWN) {
      const value = make('dd', { role: 'button', tabindex: 0, class: kind ?? '' });
      this.#values.set(name, value);
      this.#list.append(make('div', {}, make('dt', { text: title }), value));
    }
    this.node = make('section.quote', { 'aria-label': 'Quote' }, make('div.last', {}, this.#name, this.#last, this.#change), this.#list);
  }

  draw(instrument) {
    if (!instrument) return;
    put(this.#name, instrument.name);
    this.#one(this.#last, instrument, 'last', instrument.move < 0 ? 'down' : 'up');
    this.#one(this.#change, instrument, 'change', format.direction(instrument.change));
    for (const [name, node] of this.#values) this.#one(node, instrument, name);
  }

  #one(node, instrument, name, kind) {
    const key = `${instrument.id}.${name}`;
    put(node, this.#numbers.format(key)(instrument[name]), kind);
    plottable(node, key);
  }
}
