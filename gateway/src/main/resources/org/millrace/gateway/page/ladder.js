// Levels of a book as rows: asks above, bids below, the spread between. The rows stay; what they say changes.

import { make, put } from './dom.js';
import * as format from './format.js';

const ROW_PX = 22;
const LEAST_ROWS = 5;
const MOST_ROWS = 30;

export class Ladder {
  #asks = [];
  #bids = [];
  #middle = make('td', { colspan: 3 });
  #body = make('tbody');
  #rows = 0;
  node;

  constructor() {
    const head = make('tr', {}, ...['Price', 'Quantity', 'Total'].map((text) => make('th.number', { scope: 'col', text })));
    this.node = make('div.ladder', {}, make('table', { 'aria-label': 'Order book' }, make('thead', {}, head), this.#body));
  }

  // Has as many rows a side as fit.
  fit() {
    const rows = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, Math.floor((this.node.clientHeight - 64) / 2 / ROW_PX)));
    if (rows === this.#rows) return;
    this.#rows = rows;
    this.#asks = Array.from({ length: rows }, () => line('down'));
    this.#bids = Array.from({ length: rows }, () => line('up'));
    this.#body.replaceChildren(...[...this.#asks].reverse().map((each) => each.node), make('tr.middle', {}, this.#middle), ...this.#bids.map((each) => each.node));
  }

  draw(bids, asks, digits, middle) {
    const most = Math.max(bids[Math.min(this.#rows, bids.length) - 1]?.total ?? 0, asks[Math.min(this.#rows, asks.length) - 1]?.total ?? 0);
    this.#asks.forEach((row, i) => fill(row, asks[i], digits, most));
    this.#bids.forEach((row, i) => fill(row, bids[i], digits, most));
    put(this.#middle, middle);
  }
}

function line(kind) {
  const cells = [make(`td.number.${kind}`), make('td.number'), make('td.number.dim')];
  return { node: make(`tr.${kind}-level`, {}, ...cells), cells };
}

function fill({ node, cells }, level, digits, most) {
  put(cells[0], level ? format.decimal(level.price, digits) : '');
  put(cells[1], level ? format.compact(level.quantity) : '');
  put(cells[2], level ? format.compact(level.total) : '');
  const share = level && most > 0 ? `${((level.total / most) * 100).toFixed(1)}%` : '0%';
  if (node.dataset.share !== share) {
    node.dataset.share = share;
    node.style.setProperty('--share', share);
  }
}
