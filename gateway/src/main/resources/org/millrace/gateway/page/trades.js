// Trades of one instrument, newest first, as they were before the page looked and as they come.

import { toNumber } from './millrace.js';

const MOST = 20_000;
const ANOMALY = 1024;

export class Trades {
  list = [];
  version = 0;

  // Takes a Trade event of now or of before; one that is there already is passed over.
  add(event) {
    const trade = {
      sequence: Number(event.prefix.sequence), timeMs: Number(event.prefix.eventTime / 1000n) / 1000, id: event.tradeId,
      price: toNumber(event.price, event.priceExponent), quantity: toNumber(event.quantity, event.quantityExponent),
      side: event.aggressorSide, isSuspect: (Number(event.prefix.flags) & ANOMALY) !== 0, mark: '',
    };
    const at = this.#placeOf(trade.sequence);
    if (this.list[at]?.sequence === trade.sequence) return;
    this.list.splice(at, 0, trade);
    if (this.list.length > MOST) this.list.pop();
    this.version++;
  }

  // Returns the index of the first trade that is no newer.
  #placeOf(sequence) {
    let [low, high] = [0, this.list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.list[middle].sequence > sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // Notes what became of a trade: a verdict, or a correction by its venue.
  mark(tradeId, mark) {
    const trade = this.list.find((each) => each.id === tradeId);
    if (!trade) return;
    trade.mark = mark;
    this.version++;
  }

  // Returns what was traded within the newest so many milliseconds.
  summary(nowMs, spanMs) {
    const summary = { count: 0, bought: 0, sold: 0, notional: 0, volume: 0, largest: 0 };
    for (const { timeMs, price, quantity, side } of this.list) {
      if (timeMs < nowMs - spanMs) break;
      summary.count++;
      summary.volume += quantity;
      summary.notional += price * quantity;
      summary.largest = Math.max(summary.largest, quantity);
      if (side === 'SELL') summary.sold += quantity;
      else if (side === 'BUY') summary.bought += quantity;
    }
    return summary;
  }
}
