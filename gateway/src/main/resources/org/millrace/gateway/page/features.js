// The newest features of an instrument's bars, by their names: under its chart, folded until somebody wants them.

import { make, put } from './dom.js';
import { clock, compact } from './format.js';

const FIRST = 1;
const LAST = 2;

export class Features {
  #instrument;
  #names = new Map(); // by set and version
  #open = new Map(); // by set: values of the run that has begun
  #runs = new Map(); // by set: { version, startMs, values }
  #cells = new Map();
  #title = make('summary');
  #list = make('dl.facts');
  #ends;
  #channel = '';
  #isNew = false;

  constructor(hub, instrument) {
    this.#instrument = instrument;
    this.node = make('details.features', { hidden: true }, this.#title, this.#list);
    this.#ends = [
      hub.listen('FeatureDefinition', (event) => this.#define(event)),
      hub.listen('Features', (event, channel) => channel === this.#channel && this.#take(event)),
    ];
  }

  // Returns what to want of the gateway for a timeframe, whose features are shown from now on.
  wishes(timeframe) {
    const channel = `features.${timeframe}`;
    if (channel !== this.#channel) {
      this.#channel = channel;
      this.#runs.clear();
      this.#isNew = true;
    }
    return { features: { instruments: ['*'] }, [channel]: { instruments: [this.#instrument.key] } };
  }

  draw() {
    if (!this.#isNew) return;
    this.#isNew = false;
    const shown = new Set();
    const titles = [];
    for (const [set, { version, startMs, values }] of this.#runs) {
      const { name, features } = this.#names.get(`${set}/${version}`) ?? { features: [] };
      if (!features.length) continue;
      titles.push(`${name} ${version} · ${clock(startMs)}`);
      features.forEach((feature, i) => {
        shown.add(`${set} ${feature}`);
        put(this.#cell(`${set} ${feature}`, feature), compact(values[i]));
      });
    }
    for (const [key, cell] of this.#cells) {
      if (!shown.has(key)) {
        cell.parentElement.remove();
        this.#cells.delete(key);
      }
    }
    put(this.#title, `Features ${titles.join(', ')}`);
    this.node.hidden = titles.length === 0;
  }

  close() {
    this.#ends.forEach((end) => end());
  }

  #define({ setId, setVersion, setName, feature, index }) {
    if (!feature) return;
    const key = `${setId}/${setVersion}`;
    if (index === 0) this.#names.set(key, { name: setName, features: [] });
    const known = this.#names.get(key);
    if (known) known.features[index] = feature;
    this.#isNew = true;
  }

  // Values of a run are shown once its last message has come.
  #take({ prefix, startTime, setId, setVersion, firstIndex, values }) {
    if (prefix.instrumentId !== this.#instrument.id) return;
    if (prefix.flags & FIRST) this.#open.set(setId, []);
    const row = this.#open.get(setId);
    if (!row) return;
    values.forEach(({ value }, i) => { row[firstIndex + i] = value; });
    if (prefix.flags & LAST) {
      this.#open.delete(setId);
      this.#runs.set(setId, { version: setVersion, startMs: Number(startTime / 1000000n), values: row });
      this.#isNew = true;
    }
  }

  #cell(key, feature) {
    let cell = this.#cells.get(key);
    if (!cell) {
      cell = make('dd');
      this.#list.append(make('div', {}, make('dt', { text: feature }), cell));
      this.#cells.set(key, cell);
    }
    return cell;
  }
}
