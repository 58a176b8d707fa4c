// The numbers around the chart. Text goes in as textContent only: symbols and reasons come from outside.

import { toText } from './millrace.js';

const MAX_TRADES = 60;
const element = (id) => document.getElementById(id);

function put(id, text, className) {
  const node = element(id);
  if (node.textContent !== text) node.textContent = text;
  if (className !== undefined) node.className = className;
}

function row(cells) {
  const line = document.createElement('tr');
  for (const [text, className] of cells) {
    const cell = line.insertCell();
    cell.textContent = text;
    if (className) cell.className = className;
  }
  return line;
}

export class Panels {
  #feeds = new Map();
  #first = null;

  clear() {
    this.#first = null;
    for (const id of ['price', 'bid', 'ask', 'spread', 'open', 'high', 'low', 'volume', 'score']) put(id, '–');
    put('change', '');
    element('trades').replaceChildren();
    element('quality').replaceChildren();
    element('meter').value = 0;
  }

  onTrade(trade) {
    const price = toText(trade.price, trade.priceExponent);
    const side = trade.aggressorSide === 'SELL' ? 'down' : 'up';
    put('price', price, side);
    document.title = `${price} · Millrace`;
    const table = element('trades');
    const time = new Date(Number(trade.prefix.eventTime / 1000000n)).toISOString().slice(11, 19);
    table.prepend(row([[time, 'dim'], [price, side], [toText(trade.quantity, trade.quantityExponent)]]));
    while (table.rows.length > MAX_TRADES) table.deleteRow(-1);
  }

  onTop(top) {
    put('bid', toText(top.bidPrice, top.priceExponent), top.state === 'LIVE' ? 'up' : 'dim');
    put('ask', toText(top.askPrice, top.priceExponent), top.state === 'LIVE' ? 'down' : 'dim');
    put('spread', toText(top.spread, top.priceExponent));
  }

  onBar(bar, digits) {
    for (const name of ['open', 'high', 'low']) put(name, bar[name].toFixed(digits));
    put('volume', bar.volume.toLocaleString('en', { maximumFractionDigits: 3 }));
    if (element('price').textContent === '–') put('price', bar.close.toFixed(digits));
  }

  // Shows the change over what the chart holds.
  onRows(rows) {
    if (!rows.length) return;
    const from = rows[0].open;
    const to = rows[rows.length - 1].close;
    const percent = ((to - from) / from) * 100;
    put('change', `${percent >= 0 ? '+' : ''}${percent.toFixed(2)} %`, percent >= 0 ? 'up' : 'down');
  }

  onQuality(score) {
    put('score', (score.score * 100).toFixed(2) + ' %');
    element('meter').value = score.score;
    const rows = [['accepted', score.accepted], ['invalid', score.invalid], ['duplicates', score.duplicates], ['out of order', score.outOfOrder],
      ['too old', score.tooOld], ['gaps', score.gaps], ['crossed', score.crossed], ['anomalies', score.anomalies], ['book agrees', score.bookAgreements],
      ['book disagrees', score.bookDisagreements], ['seconds without book', Math.round(Number(score.bookLostTime) / 1e9)]];
    element('quality').replaceChildren(...rows.map(([name, count]) => row([[name, 'dim'], [Number(count).toLocaleString('en')]])));
  }

  onFeed(status) {
    const { venue, instrumentId } = status.prefix;
    if (instrumentId !== 0 && status.stream !== 'BOOK') return;
    this.#feeds.set(`${venue} ${instrumentId} ${status.connectionId} ${status.stream}`, status);
  }

  drawFeeds(nameOf) {
    const lines = [...this.#feeds.values()].sort((a, b) => a.prefix.instrumentId - b.prefix.instrumentId).slice(0, 14).map((status) => {
      const dot = status.state === 'LIVE' ? 'live' : status.state === 'DISCONNECTED' || status.state === 'CIRCUIT_OPEN' ? 'lost' : '';
      const name = status.prefix.instrumentId === 0 ? `${status.prefix.venue} ${status.connectionId}` : nameOf(status.prefix.instrumentId);
      const line = row([[name], [`${status.stream.toLowerCase()} ${status.state.toLowerCase()} `]]);
      const mark = document.createElement('i');
      mark.className = `dot ${dot}`;
      line.cells[1].append(mark);
      return line;
    });
    element('feeds').replaceChildren(...lines);
  }

  onState(state) {
    element('connection').className = `status ${state}`;
    element('connection').lastElementChild.textContent = state === 'lost' ? 'reconnecting' : state;
  }

  onPacket(packet, sequence) {
    const delay = Date.now() - Number(packet.sendTime / 1000000n);
    put('latency', `gateway to page ${Math.max(0, delay)} ms`);
    put('sequence', `event ${sequence}`);
  }
}

