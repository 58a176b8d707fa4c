// What is known of each instrument now: the newest price, book, day and quality.

import { toNumber } from './millrace.js';
import * as format from './format.js';

const SPARK_POINTS = 60;
const SPARK_MS = 60_000;

// Numbers of an instrument that can be plotted: name, title, how it is written with an instrument at hand.
export const NUMBERS = [
  ['last', 'last', (v, i) => format.decimal(v, i.digits)],
  ['change', 'change over 24 h', (v) => format.change(v)],
  ['bid', 'bid', (v, i) => format.decimal(v, i.digits)],
  ['ask', 'ask', (v, i) => format.decimal(v, i.digits)],
  ['bidQuantity', 'bid quantity', (v) => format.compact(v)],
  ['askQuantity', 'ask quantity', (v) => format.compact(v)],
  ['spread', 'spread', (v, i) => format.decimal(v, i.digits)],
  ['spreadBps', 'spread in basis points', (v) => format.decimal(v, 2)],
  ['mid', 'mid', (v, i) => format.decimal(v, i.digits + 1)],
  ['microPrice', 'micro-price', (v, i) => format.decimal(v, i.digits + 1)],
  ['imbalance', 'depth imbalance', (v) => format.decimal(v, 3)],
  ['open', 'open of the day', (v, i) => format.decimal(v, i.digits)],
  ['high', 'high of the day', (v, i) => format.decimal(v, i.digits)],
  ['low', 'low of the day', (v, i) => format.decimal(v, i.digits)],
  ['vwap', 'vwap of the day', (v, i) => format.decimal(v, i.digits)],
  ['volume', 'volume of the day', (v) => format.compact(v)],
  ['tradeCount', 'trades of the day', (v) => format.count(v)],
  ['score', 'quality', (v) => format.percent(v)],
  ['bookScore', 'book truth', (v) => format.percent(v)],
  ['accepted', 'accepted', (v) => format.count(v)],
  ['invalid', 'invalid', (v) => format.count(v)],
  ['duplicates', 'duplicates', (v) => format.count(v)],
  ['outOfOrder', 'out of order', (v) => format.count(v)],
  ['tooOld', 'too old', (v) => format.count(v)],
  ['gaps', 'gaps', (v) => format.count(v)],
  ['crossed', 'crossed', (v) => format.count(v)],
  ['anomalies', 'anomalies', (v) => format.count(v)],
  ['bookAgreements', 'book agrees', (v) => format.count(v)],
  ['bookDisagreements', 'book disagrees', (v) => format.count(v)],
  ['bookLostSeconds', 'seconds without a book', (v) => format.decimal(v, 1)],
];
const COUNTS = ['accepted', 'invalid', 'duplicates', 'outOfOrder', 'tooOld', 'gaps', 'crossed', 'anomalies', 'bookAgreements', 'bookDisagreements'];

export class Instruments {
  #byId = new Map();
  #numbers;
  #onNew = new Set();

  constructor(hub, numbers) {
    this.#numbers = numbers;
    hub.listen('InstrumentDefinition', (event) => this.#onDefinition(event));
    hub.listen('BookTop', (event) => this.#onTop(event));
    hub.listen('Trade', (event, channel, packet) => packet.replay || this.#onTrade(event));
    hub.listen('QualityScore', (event) => this.#onQuality(event));
    hub.listen('Bar', (event, channel) => channel === 'bars.1d' && this.#onDay(event));
  }

  get all() {
    return [...this.#byId.values()];
  }

  get size() {
    return this.#byId.size;
  }

  byId(id) {
    return this.#byId.get(id);
  }

  named(key) {
    return this.all.find((each) => each.key === key);
  }

  nameOf(id) {
    return this.#byId.get(id)?.key ?? `#${id}`;
  }

  // Has a listener called when an instrument is seen first; returns what ends that.
  onNew(listener) {
    this.#onNew.add(listener);
    return () => this.#onNew.delete(listener);
  }

  // Takes the close of a minute, from before the page was opened.
  addMinute(bar) {
    const instrument = this.#byId.get(bar.prefix.instrumentId);
    if (instrument) spark(instrument, Number(bar.startTime / 1000000n), toNumber(bar.close, bar.priceExponent));
  }

  // Takes a row of /stats: what the price was a day ago. Until then changes are since 00:00 UTC.
  setDay({ instrument_id: id, open }) {
    const instrument = this.#byId.get(id);
    if (instrument && open > 0) instrument.dayOpen = open;
  }

  #onDefinition(definition) {
    const { instrumentId: id, venue } = definition.prefix;
    if (this.#byId.has(id)) return;
    const venueName = String(venue).toLowerCase().replaceAll('_', '-');
    const instrument = {
      id, name: definition.name, symbol: definition.symbol, venue: venueName, key: `${venueName}:${definition.name}`,
      assetClass: definition.assetClass, digits: digitsOf(definition), hasTick: definition.tickSize > 0n, priceExponent: definition.priceExponent, quantityDigits: -definition.quantityExponent,
      bookState: null, spark: [], version: 0,
    };
    this.#byId.set(id, instrument);
    for (const [name, title, write] of NUMBERS) {
      this.#numbers.define(`${id}.${name}`, `${instrument.key} ${title}`, () => instrument[name], (value) => write(value, instrument));
    }
    for (const listener of this.#onNew) listener(instrument);
  }

  #onTop(top) {
    const instrument = this.#byId.get(top.prefix.instrumentId);
    if (!instrument) return;
    const hasBid = top.bidQuantity > 0n;
    const hasAsk = top.askQuantity > 0n;
    instrument.bookState = top.state;
    instrument.bid = hasBid ? toNumber(top.bidPrice, top.priceExponent) : undefined;
    instrument.ask = hasAsk ? toNumber(top.askPrice, top.priceExponent) : undefined;
    instrument.bidQuantity = toNumber(top.bidQuantity, top.quantityExponent);
    instrument.askQuantity = toNumber(top.askQuantity, top.quantityExponent);
    instrument.spread = hasBid && hasAsk ? toNumber(top.spread, top.priceExponent) : undefined;
    instrument.mid = top.mid;
    instrument.spreadBps = (instrument.spread / top.mid) * 10_000;
    instrument.imbalance = top.imbalance;
    instrument.microPrice = top.microPrice;
    instrument.version++;
  }

  #onTrade(trade) {
    const instrument = this.#byId.get(trade.prefix.instrumentId);
    if (instrument) this.#onPrice(instrument, toNumber(trade.price, trade.priceExponent), Number(trade.prefix.eventTime / 1000000n));
  }

  #onDay(bar) {
    const instrument = this.#byId.get(bar.prefix.instrumentId);
    if (!instrument) return;
    const price = (mantissa) => toNumber(mantissa, bar.priceExponent);
    instrument.open = price(bar.open);
    instrument.high = price(bar.high);
    instrument.low = price(bar.low);
    instrument.volume = toNumber(bar.volume, bar.quantityExponent);
    instrument.vwap = bar.vwap;
    instrument.tradeCount = Number(bar.tradeCount);
    this.#onPrice(instrument, price(bar.close), Number(bar.prefix.eventTime / 1000000n));
  }

  #onPrice(instrument, price, timeMs) {
    if (timeMs < instrument.lastMs) return;
    instrument.move = Math.sign(price - (instrument.last ?? price)) || instrument.move;
    if (!instrument.hasTick) instrument.digits = Math.min(-instrument.priceExponent, price >= 100 ? 2 : price >= 1 ? 4 : 6);
    instrument.last = price;
    instrument.lastMs = timeMs;
    const before = instrument.dayOpen ?? instrument.open;
    instrument.change = before ? price / before - 1 : undefined;
    spark(instrument, timeMs, price);
    instrument.version++;
  }

  #onQuality(event) {
    const instrument = this.#byId.get(event.prefix.instrumentId);
    if (!instrument) return;
    instrument.score = event.score;
    instrument.bookScore = event.bookScore;
    for (const name of COUNTS) instrument[name] = Number(event[name]);
    instrument.bookLostSeconds = Number(event.bookLostTime) / 1e9;
    instrument.version++;
  }
}

// Keeps the newest price of each minute of the last hour.
function spark(instrument, timeMs, price) {
  const minute = Math.floor(timeMs / SPARK_MS);
  const points = instrument.spark;
  const at = points.findLastIndex((point) => point.minute <= minute);
  if (at >= 0 && points[at].minute === minute) {
    if (at === points.length - 1) points[at].price = price;
  } else points.splice(at + 1, 0, { minute, price });
  while (points.length && points[points.length - 1].minute - points[0].minute >= SPARK_POINTS) points.shift();
}

function digitsOf(definition) {
  if (definition.tickSize <= 0n) return Math.min(4, -definition.priceExponent);
  const tick = definition.tickSize.toString();
  const zeros = tick.length - tick.replace(/0+$/, '').length;
  return Math.max(0, -definition.priceExponent - zeros);
}
