// A table that is walked by keys, sorted by its heads, and changed cell by cell: rows stay the same elements.

import { make, put } from './dom.js';

const PAGE_ROWS = 15;

export class Table {
  #columns;
  #onOpen;
  #body;
  #table;
  #rows = new Map();
  #sort;
  #dataOf = new WeakMap();
  #empty;

  // Columns: { name, title, about: what it means, text(row), value(row) to sort by, kind(row) a class, plot(row) a number's key, draw(cell, row),
  // className }. Options: keyOf(row), label, onOpen(row), sort: [name, 1 or -1], empty: what to say without rows.
  constructor(columns, options) {
    this.#columns = columns;
    this.#onOpen = options.onOpen;
    this.keyOf = options.keyOf;
    this.#sort = options.sort ?? null;
    this.#body = make('tbody');
    this.#empty = make('p.empty', { text: options.empty ?? 'Nothing yet.', hidden: true });
    this.#table = make('table', { role: 'grid', 'aria-label': options.label }, this.#head(), this.#body);
    this.#table.addEventListener('keydown', (event) => this.#onKey(event));
    this.#body.addEventListener('click', (event) => this.#onClick(event));
    this.#body.addEventListener('focusin', (event) => this.#onFocus(event.target.closest('td')));
    this.node = make(`div.scroll.${options.className ?? 'table'}`, {}, this.#table, this.#empty);
  }

  // Shows rows, as many as there are: sorted, each in the element it had.
  show(rows) {
    const sorted = this.#sorted(rows);
    const focused = this.#body.contains(document.activeElement) ? document.activeElement : null;
    const seen = new Set();
    let next = this.#body.firstElementChild;
    for (const row of sorted) {
      const line = this.#line(row);
      seen.add(line);
      if (line === next) next = next.nextElementSibling;
      else this.#body.insertBefore(line, next);
      this.#fill(line, row);
    }
    for (const [key, line] of this.#rows) {
      if (!seen.has(line)) {
        line.remove();
        this.#rows.delete(key);
      }
    }
    if (focused && focused !== document.activeElement && this.#body.contains(focused)) focused.focus({ preventScroll: true });
    this.#empty.hidden = rows.length > 0;
    if (!this.#body.querySelector('[tabindex="0"]')) this.#body.querySelector('td')?.setAttribute('tabindex', '0');
  }

  focusFirst() {
    this.#body.querySelector('td')?.focus();
  }

  #head() {
    const head = make('tr');
    for (const column of this.#columns) {
      const cell = make(`th.${column.className ?? 'text'}`, { scope: 'col' });
      if (column.about) cell.title = column.about;
      if (column.value) {
        cell.append(make('button', { type: 'button', text: column.title, onclick: () => this.#sortBy(column.name) }));
      } else cell.textContent = column.title;
      if (this.#sort?.[0] === column.name) cell.setAttribute('aria-sort', this.#sort[1] > 0 ? 'ascending' : 'descending');
      head.append(cell);
    }
    return make('thead', {}, head);
  }

  #sortBy(name) {
    const ways = this.#sort?.[0] === name ? -this.#sort[1] : 1;
    this.#sort = [name, ways];
    this.#columns.forEach((column, i) => {
      const cell = this.#table.tHead.rows[0].cells[i];
      if (column.name === name) cell.setAttribute('aria-sort', ways > 0 ? 'ascending' : 'descending');
      else cell.removeAttribute('aria-sort');
    });
    this.show([...this.#body.rows].map((line) => this.#dataOf.get(line)));
  }

  #sorted(rows) {
    if (!this.#sort) return rows;
    const [name, ways] = this.#sort;
    const { value } = this.#columns.find((column) => column.name === name);
    return [...rows].sort((a, b) => ways * compare(value(a), value(b), ways));
  }

  #line(row) {
    const key = this.keyOf(row);
    let line = this.#rows.get(key);
    if (!line) {
      line = make('tr', {}, ...this.#columns.map((column) => make(`td.${column.className ?? 'text'}`, { tabindex: -1 })));
      this.#rows.set(key, line);
    }
    this.#dataOf.set(line, row);
    return line;
  }

  #fill(line, row) {
    this.#columns.forEach((column, i) => {
      const cell = line.cells[i];
      if (column.draw) column.draw(cell, row);
      else put(cell, column.text(row), column.kind ? `${classes(column)} ${column.kind(row)}` : undefined);
      if (column.plot && !cell.dataset.plot) {
        cell.dataset.plot = column.plot(row);
        cell.title = 'plot';
      }
    });
  }

  #onFocus(cell) {
    if (!cell) return;
    for (const other of this.#body.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    cell.tabIndex = 0;
  }

  #onClick(event) {
    const cell = event.target.closest('td');
    if (!cell || event.target.closest('button, a') || cell.dataset.plot) return;
    this.#onOpen?.(this.#dataOf.get(cell.parentElement));
  }

  #onKey(event) {
    const cell = event.target.closest('td');
    if (!cell) return;
    const line = cell.parentElement;
    const lines = this.#body.rows;
    const at = line.sectionRowIndex;
    const to = {
      ArrowUp: [at - 1, cell.cellIndex], ArrowDown: [at + 1, cell.cellIndex], ArrowLeft: [at, cell.cellIndex - 1],
      ArrowRight: [at, cell.cellIndex + 1], Home: [0, cell.cellIndex], End: [lines.length - 1, cell.cellIndex],
      PageUp: [Math.max(0, at - PAGE_ROWS), cell.cellIndex], PageDown: [Math.min(lines.length - 1, at + PAGE_ROWS), cell.cellIndex],
    }[event.key];
    if (to) lines[to[0]]?.cells[to[1]]?.focus();
    else if (event.key === 'Enter' && event.target === cell) {
      if (cell.dataset.plot) cell.click();
      else this.#onOpen?.(this.#dataOf.get(line));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function classes(column) {
  return (column.className ?? 'text').replaceAll('.', ' ');
}

// What has no value stands last, whichever way is sorted.
function compare(a, b, ways) {
  const isA = a !== undefined && a !== null && !Number.isNaN(a);
  const isB = b !== undefined && b !== null && !Number.isNaN(b);
  if (!isA || !isB) return (isB - isA) * ways;
  return typeof a === 'string' ? a.localeCompare(b) : a - b;
}
