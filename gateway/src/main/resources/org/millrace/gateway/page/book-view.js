// The order book of one instrument: a ladder, its depth, and what the two sides weigh.

import { Book } from './book.js';
import { card, make, put, segments } from './dom.js';
import { Depth } from './depth.js';
import * as format from './format.js';
import { Ladder } from './ladder.js';
import { plottable } from './numbers.js';
import { Quote } from './quote.js';
import { onTheme } from './theme.js';

const STEPS = [1, 5, 10, 50, 100, 1000];
const SHARES = [[0.001, '0.1 %'], [0.005, '0.5 %'], [0.01, '1 %'], [0.05, '5 %'], [Infinity, 'all']];
const DEPTH_MS = 250;
const SHOWN = [['mid', 'Mid'], ['microPrice', 'Micro-price'], ['spreadBps', 'Spread bp'], ['imbalance', 'Imbalance'], ['bidQuantity', 'At the bid'], ['askQuantity', 'At the ask']];

export function bookView(root, { hub, instruments, numbers, select, selected }, [name]) {
  const instrument = instruments.named(name) ?? (name ? undefined : selected);
  const quote = new Quote(numbers);
  const ladder = new Ladder();
  const area = make('div.canvas');
  const state = make('span.state');
  const note = make('p.note', { text: instrument ? 'Waiting for the book…' : 'Waiting for the instrument…' });
  const facts = make('dl.facts');
  let step = 1;
  let share = 0.005;
  let drawn = { version: -1, depthMs: 0 };
  const redraw = () => {
    drawn = { version: -1, depthMs: -Infinity };
  };
  const steps = segments('Price step', STEPS.map((each) => [each, `×${each}`, `steps of ${each} ticks`]), step, (value) => {
    step = value;
    redraw();
  });
  const shares = segments('Span of the depth', SHARES, share, (value) => {
    share = value;
    redraw();
  });
  const book = new Book();
  const values = new Map();
  root.append(quote.node, make('div.split', {},
    make('section.card.sheet.ladder-card', { 'aria-label': 'Ladder' }, make('div.toolbar', {}, steps, make('span.spacer'), state), ladder.node, note),
    make('div.column', {}, make('section.card.chart-card', { 'aria-label': 'Depth' }, make('div.toolbar', {}, shares), area), card('Weights', facts))));
  if (!instrument) return { draw() {}, close() {} };

  select(instrument);
  const depth = new Depth(area);
  for (const [member, title] of SHOWN) fact(title, `${instrument.id}.${member}`, () => instrument[member]);
  const weight = (levels) => () => levels.filter((level) => Math.abs(level.price - instrument.mid) <= instrument.mid * 0.001).at(-1)?.total;
  weighed('bids', 'Bids within 0.1 %', () => weight(book.bids())());
  weighed('asks', 'Asks within 0.1 %', () => weight(book.asks())());
  weighed('levels', 'Levels', () => book.size);
  hub.want('view', { book: { instruments: [instrument.key] }, trades: { instruments: [instrument.key] } });
  const ends = [
    hub.listen('BookUpdate', (event) => event.prefix.instrumentId === instrument.id && book.apply(event)),
    onTheme(redraw),
  ];

  function weighed(member, title, read) {
    const key = `${instrument.id}.book.${member}`;
    numbers.define(key, `${instrument.key} ${title.toLowerCase()}`, read, format.compact);
    fact(title, key, read);
  }

  function fact(title, key, read) {
    const node = plottable(make('dd', { role: 'button', tabindex: 0 }), key);
    facts.append(make('div', {}, make('dt', { text: title }), node));
    values.set(node, () => numbers.format(key)(read()));
  }

  function draw(nowMs) {
    quote.draw(instrument);
    put(state, format.words(instrument.bookState), `state ${instrument.bookState === 'LIVE' ? 'up' : 'down'}`);
    if (book.version === drawn.version) return;
    drawn.version = book.version;
    const tick = 10 ** (-book.priceExponent - instrument.digits);
    const [bids, asks] = [book.bids(step * tick), book.asks(step * tick)];
    note.hidden = book.size > 0;
    ladder.fit();
    ladder.draw(bids, asks, instrument.digits, Number.isFinite(instrument.spread) ? `spread ${format.decimal(instrument.spread, instrument.digits)} · ${format.decimal(instrument.spreadBps, 2)} bp` : '');
    if (nowMs - drawn.depthMs < DEPTH_MS) return;
    drawn.depthMs = Number.isFinite(nowMs) ? nowMs : drawn.depthMs;
    depth.draw(step === 1 ? bids : book.bids(tick), step === 1 ? asks : book.asks(tick), instrument.digits, share);
    for (const [node, text] of values) put(node, text());
  }

  const next = (by) => steps.children[STEPS.indexOf(step) + by]?.click();
  return {
    draw,
    close() {
      ends.forEach((end) => end());
      depth.close();
      hub.want('view', {});
    },
    keys: [['-', 'smaller price steps', () => next(-1)], ['+', 'larger price steps', () => next(1)]],
  };
}
