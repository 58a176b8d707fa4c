// What models say while one looks: how their predictions lie, and how often shadows agree with the promoted one.

const MOST_SCORES = 2000;
const MOST_EVENTS = 2000; // feature events of which it is kept who said what
const BINS = 20;
const CLASSES = ['down', 'neutral', 'up'];

export class Predictions {
  #of = new Map();
  #said = new Map();
  version = 0;

  // Takes a Prediction, once: a snapshot may bring it again.
  add(event) {
    const key = `${event.modelId}/${event.modelVersion}`;
    const said = this.#saidOf(event);
    if (said.has(event.modelVersion)) return;
    if (!this.#of.has(key)) this.#of.set(key, { count: 0, classes: [0, 0, 0], compared: 0, agreed: 0, scores: [], isRegression: Number.isFinite(event.value) });
    const of = this.#of.get(key);
    const one = { key, at: classOf(event), isShadow: event.shadow === true || event.shadow === 'T' };
    of.count++;
    of.classes[one.at]++;
    of.scores.push(scoreOf(event));
    if (of.scores.length > MOST_SCORES) of.scores.shift();
    said.set(event.modelVersion, one);
    this.#compare(one, [...said.values()]);
    this.version++;
  }

  // Returns what is known of a version, or nothing yet.
  of(id, version) {
    return this.#of.get(`${id}/${version}`);
  }

  // Counts whether a shadow says what the promoted one says of the same features, whichever of both comes last.
  #compare(one, all) {
    const promoted = all.find((each) => !each.isShadow);
    if (!promoted) return;
    for (const shadow of one.isShadow ? [one] : all.filter((each) => each.isShadow)) {
      const of = this.#of.get(shadow.key);
      of.compared++;
      if (shadow.at === promoted.at) of.agreed++;
    }
  }

  #saidOf(event) {
    const key = `${event.modelId}/${event.prefix.instrumentId}/${event.timeframe}/${event.prefix.eventTime}`;
    if (!this.#said.has(key)) this.#said.set(key, new Map());
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

export function className(at) {
  return CLASSES[at];
}

// The probability of up less that of down; of a regression its value.
function scoreOf(event) {
  return Number.isFinite(event.value) ? event.value : event.up - event.down;
}

function classOf(event) {
  if (Number.isFinite(event.value)) return Math.sign(event.value) + 1;
  const all = [event.down, event.neutral, event.up];
  return all.indexOf(Math.max(...all));
}
