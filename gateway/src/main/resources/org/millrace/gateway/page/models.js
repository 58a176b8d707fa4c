// Models as the registry has them and as the engine runs them: first asked for, then followed.

import { Predictions } from './predictions.js';

const ROLES = ['promoted', 'shadow', 'retired'];
const MODEL = 'model'; // among those who predict, beside the baselines

export class Models {
  #api;
  #ends;
  #rows = new Map();
  #drifts = new Map();
  predictions = new Predictions();
  problem = null;
  version = 0;

  constructor(api, hub) {
    this.#api = api;
    const follow = (type, take) => hub.listen(type, (event) => {
      take(event);
      this.version++;
    });
    this.#ends = [
      follow('ModelStatus', (event) => this.#addStatus(event)),
      follow('ModelDrift', (event) => this.#addDrift(event)),
      follow('Prediction', (event) => this.predictions.add(event)),
    ];
  }

  close() {
    this.#ends.forEach((end) => end());
  }

  // Asks for the registry, and of each version once what training tells; what the engine has told meanwhile is newer and stays.
  async load() {
    try {
      const { data } = await this.#api.get('models');
      for (const row of data) this.#put(rowFrom(row));
      this.problem = null;
      this.version++;
      for (const row of data.filter((each) => !this.#rows.get(keyOf(each)).card)) { // one by one: there may be many
        await this.#loadCard(row);
        this.version++;
      }
    } catch (problem) {
      this.problem = problem;
    }
    this.version++;
  }

  // All versions: by name, the newest first.
  get list() {
    return [...this.#rows.values()].sort((a, b) => a.name.localeCompare(b.name) || b.version - a.version);
  }

  get names() {
    return [...new Set(this.list.map((row) => row.name))];
  }

  // Those versions of a model that predict, the promoted one first.
  running(name) {
    return this.list.filter((row) => row.name === name && (row.role === 'promoted' || row.role === 'shadow')).sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
  }

  // Drift of a version: { feature, index, stability (population stability index), count }, the largest first.
  drift(row) {
    return [...(this.#drifts.get(keyOf(row))?.values() ?? [])].sort((a, b) => b.stability - a.stability);
  }

  // Has the gateway change the role of a version, or a model roll back; a refusal is thrown.
  act({ name, version }, deed) {
    return this.#api.post(`models/${encodeURIComponent(name)}/${deed === 'rollback' ? deed : `${version}/${deed}`}`, {});
  }

  async #loadCard({ name, version }) {
    this.#put({ name, version, card: await this.#api.get(`models/${encodeURIComponent(name)}/${version}`) });
  }

  #put(row) {
    const key = keyOf(row);
    this.#rows.set(key, { role: 'none', ...this.#rows.get(key), ...row });
  }

  #addStatus(event) {
    this.#put({
      name: event.name, id: event.modelId, version: event.modelVersion, role: String(event.state).toLowerCase(), horizon: Number(event.horizon), predictions: Number(event.predictions) });
  }

  #addDrift(event) {
    const row = [...this.#rows.values()].find((each) => each.id === event.modelId && each.version === event.modelVersion);
    if (!row) return; // its status comes first
    const key = keyOf(row);
    if (!this.#drifts.has(key)) this.#drifts.set(key, new Map());
    this.#drifts.get(key).set(event.index, { index: event.index, feature: event.feature || 'predictions', stability: event.stabilityIndex, count: event.count });
  }
}

// Returns how a version did on what was held out: { score, own, others: [[baseline, value]] } of each score that it has.
export function headlines({ card }) {
  const { [MODEL]: own = {}, ...others } = card?.metrics?.holdOut ?? {};
  return Object.entries(own).filter(([, value]) => Number.isFinite(value)).map(([score, value]) => ({
    score, own: value, others: Object.entries(others).map(([who, scores]) => [who, scores[score]]).filter(([, other]) => Number.isFinite(other)) }));
}

function keyOf({ name, version }) {
  return `${name}/${version}`;
}

function rowFrom(row) {
  return {
    name: row.name, version: row.version, id: row.id, kind: row.kind, target: row.target, timeframe: row.timeframe, horizon: row.horizon_seconds, set: `${row.set} ${row.set_version}`,
    features: row.features, role: row.role, predictions: row.predictions, verdict: row.verdict };
}
