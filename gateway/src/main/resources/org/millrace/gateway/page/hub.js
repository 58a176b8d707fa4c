// One connection for the whole page. Views say what they want; what is no longer wanted is ended. Events go to whoever
// listens to their type.

import { Client, Schema } from './millrace.js';

const SETTLE_MS = 60; // wishes that come together are sent together
const BUSY_MS = 1000;
const TOO_MANY = 205; // replays of one user: those of other pages end soon

export class Hub {
  #client = null;
  #schema = null;
  #login;
  #wishes = new Map();
  #channels = new Set();
  #listeners = new Map();
  #replays = [];
  #timer = 0;
  #onState;
  #roles = [];

  state = 'connecting';
  hello = null;
  counts = { packets: 0, events: 0, losses: 0, gaps: 0, connects: 0 };

  constructor(login, onState) {
    this.#login = login;
    this.#onState = onState;
  }

  async begin() {
    this.#schema = new Schema(await (await fetch('/schema')).text());
    this.#connect();
  }

  #connect() {
    const url = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/ws/v1`;
    this.#client = new Client({ url, schema: this.#schema, credential: () => this.#credential() }, {
      onState: (state, detail) => this.#onClientState(state, detail),
      onEvent: (channel, event, packet) => this.#onEvent(channel, event, packet),
      onMessage: (message) => this.#onMessage(message),
      onLoss: () => this.counts.losses++,
    });
    this.#channels.clear();
    this.#settle();
    this.#client.connect();
  }

  // A token that is not good any more is asked for again, and then another connection is made.
  async #credential() {
    try {
      if (!this.#login.isKnown) throw new Error('This gateway asks who you are.');
      return await this.#login.ticket();
    } catch (problem) {
      this.#client.close();
      this.#login.ask(problem.message).then(() => this.#connect());
      return new Promise(() => {}); // this connection is not logged in any more
    }
  }

  // Wants a channel for an owner: { channel: { instruments, conflate } }, in place of what the owner wanted.
  want(owner, wishes) {
    this.#wishes.set(owner, wishes);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), SETTLE_MS);
  }

  // Has a listener called with (event, channel, packet) for each event of a type; returns what ends that.
  listen(type, listener) {
    if (!this.#listeners.has(type)) this.#listeners.set(type, new Set());
    this.#listeners.get(type).add(listener);
    return () => this.#listeners.get(type).delete(listener);
  }

  // Replays a span beside what is live; the promise ends when all of it was handed over, or nothing can be had.
  replay(request, onEvent) {
    return new Promise((resolve) => {
      this.#replays.push({ request, onEvent, resolve });
      if (this.#replays.length === 1) this.#replayNext();
    });
  }

  #settle() {
    if (!this.#client) return; // all at once, when there is one
    const wanted = new Map();
    for (const wishes of this.#wishes.values()) {
      for (const [channel, wish] of Object.entries(wishes)) wanted.set(channel, wish);
    }
    for (const channel of this.#channels) {
      if (!wanted.has(channel)) this.#client.want(channel, []);
    }
    for (const [channel, { instruments, ...more }] of wanted) this.#client.want(channel, instruments, more);
    this.#channels = new Set(wanted.keys());
  }

  #replayNext() {
    if (!this.#replays.length || this.state !== 'live') return;
    const { request } = this.#replays[0];
    this.#client.replay(request).catch(({ code }) => {
      if (code === TOO_MANY) setTimeout(() => this.#replayNext(), BUSY_MS);
      else this.#endReplay();
    });
  }

  #endReplay() {
    this.#replays.shift()?.resolve();
    this.#replayNext();
  }

  #onClientState(state, detail) {
    this.state = state;
    if (state === 'live') {
      this.hello = detail;
      this.#roles = detail.loginRequired ? detail.roles ?? [] : ['admin'];
      this.counts.connects++;
      this.#replayNext();
    }
    this.#onState(state, detail);
  }

  #onEvent(channel, event, packet) {
    this.counts.events++;
    const replay = this.#replays[0];
    if (packet.replay && replay?.request.channel === channel) {
      replay.onEvent(event);
      return;
    }
    const listeners = this.#listeners.get(event.type);
    if (listeners) for (const listener of listeners) listener(event, channel, packet);
    const all = this.#listeners.get('*');
    if (all) for (const listener of all) listener(event, channel, packet);
  }

  // Tells whether whoever is logged in may see what the desk does.
  get maySeeDesk() {
    return this.#roles.some((role) => ['trader', 'admin'].includes(role));
  }

  get isAdmin() {
    return this.#roles.includes('admin');
  }

  #onMessage(message) {
    if (message.op === 'gap') this.counts.gaps++;
    if (message.state === 'replayEnd' && message.channel === this.#replays[0]?.request.channel) this.#endReplay();
  }
}
