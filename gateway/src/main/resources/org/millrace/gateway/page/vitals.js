// What the gateway tells of itself over REST: health by component, and every number of it, to be plotted.

import { card, make, put } from './dom.js';
import * as format from './format.js';
import { plottable } from './numbers.js';

const ASK_MS = 3000;
const DEPTH = 4;
const SHOWN_ELSEWHERE = ['status', 'time', 'epoch', 'instruments'];

export class Vitals {
  #api;
  #numbers;
  #groups = new Map();
  #askedMs = -Infinity;
  #isClosed = false;
  status = '–';
  node = make('div.two');

  constructor(api, numbers) {
    this.#api = api;
    this.#numbers = numbers;
  }

  close() {
    this.#isClosed = true;
  }

  draw(nowMs) {
    if (!Number.isFinite(nowMs) || nowMs - this.#askedMs < ASK_MS) return;
    this.#askedMs = nowMs;
    this.#ask('health', 'Health');
  }

  async #ask(path, title) {
    let answer;
    try {
      answer = await this.#api.get(path);
    } catch (problem) {
      this.status = problem.message;
      return;
    }
    if (this.#isClosed) return;
    this.status = String(answer.status ?? 'ok');
    const rest = leaves(answer, '', DEPTH).filter(([name]) => !SHOWN_ELSEWHERE.includes(name));
    for (const [name, value] of rest) this.#show(title, `${path}.${name}`, name, value);
  }

  #show(title, key, name, value) {
    if (!this.#groups.has(title)) {
      const list = make('dl.facts');
      this.#groups.set(title, { list, values: new Map() });
      this.node.append(card(title, list));
    }
    const { list, values } = this.#groups.get(title);
    if (!values.has(name)) {
      const node = make('dd');
      const entry = { node, value };
      values.set(name, entry);
      list.append(make('div', {}, make('dt', { text: format.words(name.replaceAll('.', ' ')) }), node));
      if (typeof value === 'number') {
        this.#numbers.define(key, `${title.toLowerCase()} ${name}`, () => entry.value, format.compact);
        node.setAttribute('role', 'button');
        node.tabIndex = 0;
        plottable(node, key);
      }
    }
    const entry = values.get(name);
    entry.value = value;
    put(entry.node, typeof value === 'number' ? format.compact(value) : String(value));
  }
}

// Returns [path, value] of all that is a number, a text or a truth within an answer.
function leaves(value, path, depth) {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [[path, value]];
  if (depth === 0) return [];
  return Object.entries(value).flatMap(([name, each]) => leaves(each, path ? `${path}.${Array.isArray(value) ? each?.name ?? name : name}` : name, depth - 1));
}
