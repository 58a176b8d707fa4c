// Keys, and the overlay that tells of them.

import { byId, make } from './dom.js';

export class Shortcuts {
  #own;
  #ofView;

  // Own: [key, description, action]; ofView returns such a list.
  constructor(own, ofView) {
    this.#own = own;
    this.#ofView = ofView;
    addEventListener('keydown', (event) => this.#onKey(event));
    byId('help').addEventListener('click', () => this.show());
  }

  show() {
    const dialog = byId('help-dialog');
    byId('keys').replaceChildren(
      ...this.#group('Everywhere', this.#own),
      ...this.#group('In tables', [
        ['↑ ↓ ← →', 'move from cell to cell'], ['Home End', 'first and last row'], ['Enter', 'open the row, or plot the number']]),
      ...this.#group('In this view', this.#ofView()));
    if (!dialog.open) dialog.showModal();
  }

  #group(title, keys) {
    if (!keys.length) return [];
    const list = make('dl.keys');
    for (const [key, description] of keys) {
      list.append(make('div', {}, make('dt', {}, make('kbd', { text: key === ' ' ? 'Space' : key })), make('dd', { text: description })));
    }
    return [make('h3', { text: title }), list];
  }

  #onKey(event) {
    const isTyping = event.target.matches?.('input, select, textarea');
    if (event.key === 'Escape' && isTyping) event.target.blur();
    const isBusy = isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]');
    if (isBusy) return;
    if (event.key === ' ' && event.target.matches?.('button, a')) return;
    const found = [...this.#ofView(), ...this.#own].find(([key]) => key === event.key);
    if (!found) return;
    event.preventDefault();
    found[2]();
  }
}
