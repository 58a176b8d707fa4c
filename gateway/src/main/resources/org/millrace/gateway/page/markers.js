// What happened to an instrument at a price: fills, signals and alerts, to be marked on its chart.

import { toNumber } from './millrace.js';
import { compact, words } from './format.js';

const MOST = 500;

export class Markers {
  #instrument;
  #ends;
  list = [];
  version = 0;

  constructor(hub, instrument) {
    this.#instrument = instrument;
    this.wishes = { fills: { instruments: [instrument.key] }, signals: { instruments: [instrument.key] }, alerts: { instruments: [instrument.key] } };
    this.#ends = [
      hub.listen('Fill', (event) => this.#add(event, toNumber(event.price, event.priceExponent), `${words(event.side)} ${compact(toNumber(event.quantity, event.quantityExponent))}`, kindOf(event.side))),
      hub.listen('Signal', (event) => this.#add(event, instrument.last, `${words(event.side)} signal`, kindOf(event.side))),
      hub.listen('AlertTriggered', (event) => this.#add(event, instrument.last, words(event.condition), 'warn')),
    ];
  }

  close() {
    this.#ends.forEach((end) => end());
  }

  #add(event, price, text, kind) {
    if (event.prefix.instrumentId !== this.#instrument.id || !Number.isFinite(price)) return;
    this.list.push({ time: Number(event.prefix.eventTime / 1000000n), price, text, kind });
    if (this.list.length > MOST) this.list.shift();
    this.version++;
  }
}

function kindOf(side) {
  return side === 'SELL' ? 'down' : 'up';
}
