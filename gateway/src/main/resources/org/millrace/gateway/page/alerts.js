// Alerts as the gateway keeps them, what fired, and what could not be told.

import * as format from './format.js';

const MOST_SHOWN = 2000;
const MOST_FIRED = 200;
const MOST_LETTERS = 200;
const SETTLE_MS = 300;
const PAUSE_MS = 4000; // three questions each: far below the limit of a minute
const REFRESH_MS = 10_000; // what could not be told no channel tells of

export class Alerts {
  #api;
  #ends;
  #change = 0;
  #refresh = 0;
  #askedMs = -PAUSE_MS;
  #isClosed = false;
  list = [];
  fired = [];
  letters = [];
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
    this.#isClosed = true;
    clearTimeout(this.#change);
    clearTimeout(this.#refresh);
    this.#ends.forEach((end) => end());
  }

  // Asks for all of them, what fired and what could not be told; what cannot be had is told of as a problem.
  async load() {
    this.#askedMs = performance.now();
    await this.#keep(async () => {
      this.list = await this.#all();
      this.fired = (await this.#api.get('alerts/history', { limit: MOST_FIRED })).data.map(firedOf);
      this.letters = await this.#letters();
    });
  }

  async #letters() {
    return (await this.#api.get('alerts/dead-letters', { limit: MOST_LETTERS })).data;
  }

  async #keep(ask) {
    try {
      await ask();
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
    this.version++;
    clearTimeout(this.#refresh);
    if (!this.#isClosed && this.problem?.status !== 403) this.#refresh = setTimeout(() => this.#again(), REFRESH_MS);
  }

  #again() {
    if (this.problem) this.load();
    else this.#keep(async () => {
      this.letters = await this.#letters();
    });
  }

  // Asks page by page; only administrators have more than one.
  async #all() {
    const rows = [];
    let cursor;
    do {
      const { data, metadata } = await this.#api.get('alerts', { cursor });
      rows.push(...data);
      cursor = metadata.next_cursor;
    } while (cursor && rows.length < MOST_SHOWN);
    return rows;
  }

  async create(alert) {
    await this.#api.post('alerts', alert);
    await this.load();
  }

  async remove(id) {
    await this.#api.delete(`alerts/${encodeURIComponent(id)}`);
    await this.load();
  }

  // Says when an alert is to be silent, as the gateway takes it. Quiet hours stay as they are if none are given.
  async silence(id, silence) {
    await this.#api.put(`alerts/${encodeURIComponent(id)}/silence`, silence);
    await this.load();
  }

  // Has what could not be told sent again.
  async retry(id) {
    await this.#api.post(`alerts/dead-letters/${encodeURIComponent(id)}/retry`);
    await this.load();
  }

  // What changed on the channel is asked for again, all at once, and not too often.
  #onChange() {
    clearTimeout(this.#change);
    if (!this.#isClosed) this.#change = setTimeout(() => this.load(), Math.max(SETTLE_MS, this.#askedMs + PAUSE_MS - performance.now()));
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
