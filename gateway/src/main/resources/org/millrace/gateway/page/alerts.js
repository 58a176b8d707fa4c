// Alerts as the gateway keeps them, and what fired.

import * as format from './format.js';

const MOST_FIRED = 200;
const SETTLE_MS = 300;

export class Alerts {
  #api;
  #ends;
  #timer = 0;
  list = [];
  fired = [];
  problem = null;
  version = 0;

  constructor(api, hub) {
    this.#api = api;
    this.#ends = [
      hub.listen('AlertTriggered', (event, channel, packet) => packet.snapshot || this.#onChange()),
      hub.listen('Alert', (event, channel, packet) => packet.snapshot || this.#onChange()),
    ];
  }

  close() {
    clearTimeout(this.#timer);
    this.#ends.forEach((end) => end());
  }

  // Asks for all of them and for what fired; what cannot be had is told of as a problem.
  async load() {
    try {
      this.list = (await this.#api.get('alerts')).data;
      this.fired = (await this.#api.get('alerts/history', { limit: MOST_FIRED })).data.map(firedOf);
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
    this.version++;
  }

  async create(alert) {
    await this.#api.post('alerts', alert);
    await this.load();
  }

  async remove(id) {
    await this.#api.delete(`alerts/${encodeURIComponent(id)}`);
    await this.load();
  }

  // Keeps an alert silent for a while; 0: no longer. Its quiet hours stay as they are.
  async silence(id, forMs) {
    const now = Date.now();
    const quiet = this.list.find((each) => String(each.id) === id)?.quiet_hours;
    const span = forMs ? { from: new Date(now).toISOString(), until: new Date(now + forMs).toISOString() } : {};
    await this.#api.put(`alerts/${encodeURIComponent(id)}/silence`, { ...span, ...(quiet ? { quiet_hours: quiet } : {}) });
    await this.load();
  }

  // What changed on the channel is asked for again, all at once.
  #onChange() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), SETTLE_MS);
  }
}

function firedOf(row) {
  return {
    key: String(row.sequence), name: row.name, timeMs: Date.parse(row.time), condition: format.words(row.condition), subject: subjectOf(row), value: row.value,
    bound: row.bound ?? row.threshold, channels: row.channels,
  };
}

// Returns what an alert is about: an instrument, or a venue.
export function subjectOf(row) {
  return [row.exchange, row.symbol].filter(Boolean).join(':');
}
