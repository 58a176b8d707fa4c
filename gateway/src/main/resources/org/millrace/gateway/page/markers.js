// What happened to an instrument at a price: fills, signals and alerts, to be marked on its chart.

import { toNumber } from './millrace.js';
import { compact, words } from './format.js';

const MOST = 500;

export class Markers {
  #instrument;
  #ends;
  #keys = new Set();
  list = [];
  version = 0;

  constructor(hub, instrument) {
    this.#instrument = instrument;
    this.wishes = { fills: { instruments: [instrument.key] }, signals: { instruments: [instrument.key] }, alerts: { instruments: [instrument.key] } };
    this.#ends = [
      hub.listen('Fill', (event) => this.#add(event, toNumber(event.price, event.priceExponent), `${words(event.side)} ${compact(toNumber(event.quantity, event.quantityExponent))}`, kindOf(event.side), `fill ${event.fillId}`)),
      hub.listen('Signal', (event) => this.#add(event, NaN, `${words(event.side)} signal`, kindOf(event.side), `signal ${event.prefix.sequence}`)),
      hub.listen('AlertTriggered', (event) => Number.isFinite(instrument.last) && this.#add(event, instrument.last, words(event.condition), 'warn', `alert ${event.prefix.sequence}`)),
    ];
  }

  // Asks for the fills and signals before this page; who may not see them sees none.
  async load(api) {
    const query = { symbol: this.#instrument.key, limit: MOST };
    const [fills, signals] = await Promise.allSettled([api.get('fills', query), api.get('signals', query)]);
    for (const row of fills.value?.data ?? []) this.#put(Date.parse(row.time), Number(row.price), `${row.side} ${compact(Number(row.quantity))}`, kindOf(row.side.toUpperCase()), `fill ${row.id}`);
    for (const row of signals.value?.data ?? []) this.#put(Date.parse(row.time), NaN, `${row.side} signal`, kindOf(row.side.toUpperCase()), `signal ${row.sequence}`);
    this.list.sort((a, b) => a.time - b.time);
  }

  close() {
    this.#ends.forEach((end) => end());
  }

  #add(event, price, text, kind, key) {
    if (event.prefix.instrumentId === this.#instrument.id) this.#put(Number(event.prefix.eventTime / 1000000n), price, text, kind, key);
  }

  // A marker without a price stands at the close of its bar. What was asked for may come once more by the channel.
  #put(time, price, text, kind, key) {
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.list.push({ time, price, text, kind });
    if (this.list.length > MOST) this.list.shift();
    this.version++;
  }
}

function kindOf(side) {
  return side === 'SELL' ? 'down' : 'up';
}
