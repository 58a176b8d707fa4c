// An order book as its channel tells of it: a snapshot, then changes.

const FIRST = 1;
const SNAPSHOT = 4;
const CHECK = 2048;

export class Book {
  #bids = new Map();
  #asks = new Map();
  priceExponent = 0;
  quantityExponent = 0;
  version = 0;

  apply({ prefix, levels, priceExponent, quantityExponent }) {
    const flags = Number(prefix.flags);
    if (flags & CHECK) return; // tells what should be there already
    if (flags & SNAPSHOT && flags & FIRST) this.clear();
    this.priceExponent = priceExponent;
    this.quantityExponent = quantityExponent;
    for (const { side, price, quantity } of levels) {
      const half = side === 'BUY' ? this.#bids : this.#asks;
      if (quantity === 0n) half.delete(Number(price));
      else half.set(Number(price), Number(quantity));
    }
    this.version++;
  }

  clear() {
    this.#bids.clear();
    this.#asks.clear();
    this.version++;
  }

  get size() {
    return this.#bids.size + this.#asks.size;
  }

  // Returns levels from the best on, joined into steps of so many mantissas: { price, quantity, total } as numbers.
  bids(step = 1) {
    return this.#levels(this.#bids, (price) => Math.floor(price / step) * step, (a, b) => b - a);
  }

  asks(step = 1) {
    return this.#levels(this.#asks, (price) => Math.ceil(price / step) * step, (a, b) => a - b);
  }

  #levels(half, stepOf, order) {
    const steps = new Map();
    for (const [price, quantity] of half) {
      const step = stepOf(price);
      steps.set(step, (steps.get(step) ?? 0) + quantity);
    }
    const priceScale = 10 ** -this.priceExponent;
    const quantityScale = 10 ** -this.quantityExponent;
    let total = 0;
    return [...steps.keys()].sort(order).map((price) => {
      const quantity = steps.get(price) / quantityScale;
      total += quantity;
      return { price: price / priceScale, quantity, total };
    });
  }
}
