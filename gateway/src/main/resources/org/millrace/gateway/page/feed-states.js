// State of each connection and of each instrument's streams, and what happened to them.

import * as format from './format.js';

const MOST_INCIDENTS = 200;
const CIRCUITS = { CIRCUIT_OPENED: 'open', CIRCUIT_HALF_OPEN: 'half open', CIRCUIT_CLOSED: 'closed' };
const TROUBLES = new Set(['GAP', 'CHECKSUM', 'BOOK_TRUTH', 'BUFFER_FULL', 'SILENT', 'REMOTE_CLOSE', 'CONNECT_FAILED', 'TLS_FAILED', 'TIMEOUT',
  'PROTOCOL_ERROR', 'VENUE_ERROR', 'CIRCUIT_OPENED', 'CIRCUIT_HALF_OPEN', 'CIRCUIT_CLOSED', 'HALTED', 'RESUMED', 'BACK_PRESSURE', 'SNAPSHOT_FAILED', 'SNAPSHOT_TOO_OLD', 'REFUSED']);

export class FeedStates {
  #instruments;
  #numbers;
  #connections = new Map();
  #streams = new Map();
  #venues = new Set();
  incidents = [];
  rejected = new Map();
  version = 0;

  constructor(hub, instruments, numbers) {
    this.#instruments = instruments;
    this.#numbers = numbers;
    hub.listen('FeedStatus', (event, channel, packet) => this.#onStatus(event, packet));
    hub.listen('EngineStarted', () => this.#connections.clear());
  }

  get connections() {
    return [...this.#connections.values()];
  }

  // Returns the newest status of an instrument's trades, quotes, book or bars, or undefined.
  stream(instrumentId, name) {
    return this.#streams.get(instrumentId)?.[name];
  }

  #onStatus(event, packet) {
    const { venue, instrumentId, eventTime } = event.prefix;
    const status = { state: event.state, reason: event.reason, sinceMs: Number(eventTime / 1000000n), gapFirst: event.gapFirst, gapLast: event.gapLast };
    if (event.stream === 'CONNECTION' && instrumentId === 0) this.#onConnection(event, status);
    else {
      if (!this.#streams.has(instrumentId)) this.#streams.set(instrumentId, {});
      this.#streams.get(instrumentId)[event.stream] = status;
    }
    if (TROUBLES.has(event.reason) && !packet.snapshot) {
      const subject = instrumentId ? this.#instruments.nameOf(instrumentId) : `${nameOf(venue)} connection ${event.connectionId}`;
      this.incidents.unshift({ ...status, subject, stream: event.stream, key: `${event.prefix.sequence}` });
      if (this.incidents.length > MOST_INCIDENTS) this.incidents.pop();
    }
    this.version++;
  }

  #onConnection(event, status) {
    const venue = nameOf(event.prefix.venue);
    const key = `${venue} ${event.connectionId}`;
    const before = this.#connections.get(key) ?? { key, venue, connectionId: event.connectionId, circuit: 'closed', breaks: 0, clockOffsetMs: NaN };
    const next = { ...before, ...status, clockSuspect: event.clockSuspect === 'T' };
    if (event.reason === 'CLOCK') {
      next.clockOffsetMs = Number(event.clockOffset) / 1e6;
      next.reason = before.reason ?? 'NONE'; // why it is in its state is not told again
      next.sinceMs = before.sinceMs;
    }
    if (CIRCUITS[event.reason]) next.circuit = CIRCUITS[event.reason];
    else if (event.state === 'CIRCUIT_OPEN') next.circuit = 'open';
    else if (event.state === 'LIVE') next.circuit = 'closed';
    if (event.state === 'DISCONNECTED' && before.state !== 'DISCONNECTED') next.breaks++;
    this.#connections.set(key, next);
    if (!this.#venues.has(key)) {
      this.#venues.add(key);
      const read = (name) => () => this.#connections.get(key)?.[name];
      this.#numbers.define(`feed.${key}.clock`, `${key} clock offset`, read('clockOffsetMs'), format.duration);
      this.#numbers.define(`feed.${key}.breaks`, `${key} connections lost`, read('breaks'), format.count);
      this.#numbers.define(`feed.${key}.live`, `${key} live`, () => Number(this.#connections.get(key)?.state === 'LIVE'), (value) => (value ? 'live' : 'not live'));
    }
  }
}

export function nameOf(venue) {
  return String(venue).toLowerCase().replaceAll('_', '-');
}
