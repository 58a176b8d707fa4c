// What models say while one looks, and how it lies.

const MOST_SCORES = 2000;
const MOST_EVENTS = 2000; // feature events of which it is kept who said what
const BINS = 20;

export class Predictions {
  #of = new Map();
  #said = new Map();
  version = 0;

  // Takes a Prediction, once: a snapshot may bring it again.
  add(event) {
    const key = `${event.modelId}/${event.modelVersion}`;
    const said = this.#saidOf(event);
    if (said.has(event.modelVersion)) return;
    if (!this.#of.has(key)) this.#of.set(key, { count: 0, scores: [], isRegression: Number.isFinite(event.value) });
    const of = this.#of.get(key);
    of.count++;
    of.scores.push(scoreOf(event));
    if (of.scores.length > MOST_SCORES) of.scores.shift();
    said.add(event.modelVersion);
    this.version++;
  }

  // Returns what is known of a version, or nothing yet.
  of(id, version) {
    return this.#of.get(`${id}/${version}`);
  }

  #saidOf(event) {
    const key = `${event.modelId}/${event.prefix.instrumentId}/${event.timeframe}/${event.prefix.eventTime}`;
    if (!this.#said.has(key)) this.#said.set(key, new Set());
    if (this.#said.size > MOST_EVENTS) this.#said.delete(this.#said.keys().next().value);
    return this.#said.get(key);
  }
}

// Returns bins of equal width over the scores of several versions: { centres, shares: one list a version }.
export function distribution(versions) {
  const scores = versions.flatMap((each) => each.scores);
  const isRegression = versions.some((each) => each.isRegression);
  const reach = isRegression ? scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0) || 1 : 1;
  const width = (2 * reach) / BINS;
  const centres = Array.from({ length: BINS }, (_, i) => -reach + (i + 0.5) * width);
  const shares = versions.map(({ scores: own }) => {
    const counts = new Array(BINS).fill(0);
    for (const score of own) counts[Math.min(BINS - 1, Math.floor((score + reach) / width))]++;
    return counts.map((count) => count / own.length);
  });
  return { centres, shares };
}

// The probability of up less that of down; of a regression its value.
function scoreOf(event) {
  return Number.isFinite(event.value) ? event.value : event.up - event.down;
}
