// All instruments at a glance.

import { make, segments } from './dom.js';
import * as format from './format.js';
import { go } from './router.js';
import { drawSpark } from './spark.js';
import { Table } from './table.js';

const ALL = 'all';
const REDRAW_MS = 250;

export function marketsView(root, { instruments, select }) {
  let venue = ALL;
  let drawnMs = 0;
  let venues = '';
  const search = make('input.search', { type: 'search', placeholder: 'Search', 'aria-label': 'Search instruments', autocomplete: 'off', spellcheck: 'false' });
  const filter = make('div.filter');
  const total = make('span.dim');
  const table = new Table(columns(), {
    label: 'Markets', keyOf: (row) => row.id, sort: ['name', 1], className: 'fill',
    empty: 'No instrument is known that matches.', onOpen: (row) => {
      select(row);
      go('chart', row.key);
    },
  });
  search.addEventListener('input', () => draw(Infinity));
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      table.focusFirst();
    }
  });
  root.append(make('section.card.sheet', { 'aria-label': 'Markets' }, make('div.toolbar', {}, search, filter, make('span.spacer'), total), table.node));

  function drawVenues(all) {
    const names = [...new Set(all.map((each) => each.venue))].sort();
    if (names.join() === venues) return;
    venues = names.join();
    filter.replaceChildren();
    if (names.length > 1) {
      filter.append(segments('Venue', [[ALL, 'All'], ...names.map((name) => [name, name])], venue, (value) => {
        venue = value;
        draw(Infinity);
      }));
    }
  }

  function draw(nowMs) {
    if (nowMs - drawnMs < REDRAW_MS) return;
    drawnMs = Number.isFinite(nowMs) ? nowMs : drawnMs;
    const all = instruments.all;
    drawVenues(all);
    const text = search.value.trim().toLowerCase();
    const rows = all.filter((row) => (venue === ALL || row.venue === venue) && (!text || `${row.key} ${row.symbol}`.toLowerCase().includes(text)));
    table.show(rows);
    total.textContent = rows.length === all.length ? `${all.length} instruments` : `${rows.length} of ${all.length}`;
  }

  return {
    draw,
    close() {},
    keys: [['/', 'search', () => search.focus()], ['ArrowDown', 'into the table', () => table.focusFirst()]],
  };
}

function columns() {
  const price = (name, title, more = {}) => ({
    name, title, className: 'number', value: (row) => row[name], text: (row) => format.decimal(row[name], row.digits), plot: (row) => `${row.id}.${name}`, ...more,
  });
  return [
    { name: 'name', title: 'Instrument', className: 'name', value: (row) => `${row.name} ${row.venue}`, draw: drawName },
    price('last', 'Last', { className: 'number.strong', kind: (row) => (row.move < 0 ? 'down' : 'up') }),
    price('change', 'Day', { about: 'change over 24 hours', text: (row) => format.change(row.change), kind: (row) => format.direction(row.change) }),
    { name: 'spark', title: 'Hour', about: 'prices of the last hour', className: 'sparks', draw: (cell, row) => drawSpark(cell, row.spark) },
    price('bid', 'Bid', { className: 'number.wide' }),
    price('ask', 'Ask', { className: 'number.wide' }),
    price('spreadBps', 'Spread bp', { className: 'number.wide', text: (row) => format.decimal(row.spreadBps, 2) }),
    price('high', 'High', { className: 'number.wider' }),
    price('low', 'Low', { className: 'number.wider' }),
    price('volume', 'Volume', { className: 'number.wide', text: (row) => format.compact(row.volume) }),
    price('tradeCount', 'Trades', { className: 'number.wider', text: (row) => format.count(row.tradeCount) }),
    price('score', 'Quality', { text: (row) => format.percent(row.score, 1), kind: (row) => qualityKind(row) }),
    { name: 'book', title: 'Book', className: 'state.wide', value: (row) => row.bookState ?? '', text: (row) => format.words(row.bookState), kind: (row) => bookKind(row) },
  ];
}

function drawName(cell, row) {
  if (cell.firstChild) return;
  cell.append(make('b', { text: row.name }), make('span', { text: row.venue }));
}

function qualityKind({ score }) {
  if (!Number.isFinite(score)) return 'dim';
  return score >= 0.99 ? 'up' : score >= 0.9 ? 'warn' : 'down';
}

function bookKind({ bookState }) {
  return bookState === 'LIVE' ? 'up' : bookState === 'STALE' || bookState === 'INVALID' ? 'down' : 'dim';
}
