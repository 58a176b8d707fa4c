// Alerts as the gateway keeps them, and what fired.

import * as format from './format.js';

const MOST_FIRED = 200;

export class Alerts {
  #api;
  #instruments;
  #ends;
  list = [];
  fired = [];
  problem = null;
  version = 0;

  constructor(api, hub, instruments) {
    this.#api = api;
    this.#instruments = instruments;
    this.#ends = [
      hub.listen('AlertTriggered', (event, channel, packet) => packet.replay || this.#onTriggered(event)),
      hub.listen('Alert', () => this.load()),
    ];
  }

  close() {
    this.#ends.forEach((end) => end());
  }

  // Asks for all of them; what cannot be had is told of as a problem.
  async load() {
    try {
      const { data } = await this.#api.get('alerts');
      this.list = data;
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

  // Keeps an alert silent up to a time; 0: no longer.
  async silence(id, untilMs) {
    const from = new Date().toISOString();
    await this.#api.put(`alerts/${encodeURIComponent(id)}/silence`, untilMs ? { from, until: new Date(untilMs).toISOString() } : {});
    await this.load();
  }

  #onTriggered(event) {
    const key = String(event.prefix.sequence);
    if (this.fired.some((each) => each.key === key)) return;
    this.fired.unshift({
      key, id: String(event.alertId), name: event.name ?? '', timeMs: Number(event.prefix.eventTime / 1000000n), condition: format.words(event.condition),
      subject: event.prefix.instrumentId ? this.#instruments.nameOf(event.prefix.instrumentId) : format.words(event.prefix.venue), value: event.value, threshold: event.threshold,
    });
    this.fired.sort((a, b) => b.timeMs - a.timeMs).splice(MOST_FIRED);
    this.version++;
    if (event.name || this.list.some((each) => String(each.id) === String(event.alertId))) this.load();
  }
}
