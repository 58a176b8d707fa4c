// Remembers, second by second, every number that the page shows, so that each can be plotted from before it was asked for.

export const SAMPLES = 900;

export class Numbers {
  #times = new Float64Array(SAMPLES);
  #count = 0;
  #series = new Map();

  // Defines a number: its key, how it is called, how it is read now, and how it is written.
  define(key, label, read, format) {
    const values = this.#series.get(key)?.values ?? null;
    this.#series.set(key, { label, read, format, values });
  }

  has(key) {
    return this.#series.has(key);
  }

  label(key) {
    return this.#series.get(key).label;
  }

  format(key) {
    return this.#series.get(key).format;
  }

  now(key) {
    return this.#series.get(key).read();
  }

  sample(nowMs) {
    const at = this.#count++ % SAMPLES;
    this.#times[at] = nowMs;
    for (const series of this.#series.values()) {
      const value = series.read();
      if (series.values) series.values[at] = Number.isFinite(value) ? value : NaN;
      else if (Number.isFinite(value)) {
        series.values = new Float64Array(SAMPLES).fill(NaN);
        series.values[at] = value;
      }
    }
  }

  // Returns [time, value] pairs in order of time; null where there was none.
  history(key) {
    const { values } = this.#series.get(key);
    if (!values) return [];
    const pairs = [];
    for (let i = Math.max(0, this.#count - SAMPLES); i < this.#count; i++) {
      const value = values[i % SAMPLES];
      pairs.push([this.#times[i % SAMPLES], Number.isNaN(value) ? null : value]);
    }
    const first = pairs.findIndex((pair) => pair[1] !== null);
    return first < 0 ? [] : pairs.slice(first);
  }
}

// Marks an element as a number that is plotted when it is chosen.
export function plottable(node, key) {
  if (node.dataset.plot === key) return node;
  node.dataset.plot = key;
  node.title = 'plot';
  return node;
}
