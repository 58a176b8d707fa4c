// Client of the gateway's WebSocket, for browsers and Node (a WebSocket class may be handed in where there is none).
// Events are decoded by the schema that the gateway serves (schema.js).
//
//   const client = await connect('http://127.0.0.1:8080', { onEvent: (channel, event) => console.log(channel, event) });
//   await client.subscribe({ channel: 'trades', instruments: ['binance:BTC-USDT'] });

import { Schema } from './schema.js';

export { Schema, toNumber, toText } from './schema.js';

const PROTOCOL = 'millrace.sbe.v1';
const PACKET_HEADER = 16;
const FRAME_HEADER = 8;
const SNAPSHOT = 1;
const REPLAY = 2;
const CONFLATED = 4;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 30000;
const LIVE_MODES = ['snapshot+live', 'live', 'resume'];

// One client. The listener may have onEvent(channel, event, packet), onMessage(message), onState(state, hello),
// onLoss({ channel, instrumentId, first, last }): all are optional. A lost connection is sought again with growing delay,
// and what was subscribed to goes on where it was.
export class Client {
  #options;
  #listener;
  #schema;
  #socket = null;
  #channels = new Map();
  #wanted = new Map();
  #pending = new Map();
  #numbers = new Map();
  #cursors = new Map();
  #answered = new Set();
  #settled = new Set();
  #epoch = null;
  #delayMs;
  #nextId = 1;
  #heartbeat = 0;
  #silentBeats = 0;
  #live = false;
  #closed = false;

  // Options: url of the WebSocket, schema; credential() that returns { token } or { apiKey } or { ticket }, or a promise of
  // it; WebSocket, a class; firstDelayMs, maxDelayMs.
  constructor(options, listener = {}) {
    this.#options = { WebSocket: globalThis.WebSocket, firstDelayMs: FIRST_DELAY_MS, maxDelayMs: MAX_DELAY_MS, ...options };
    this.#schema = options.schema;
    this.#listener = listener;
    this.#delayMs = this.#options.firstDelayMs;
  }

  connect() {
    if (this.#closed) return;
    const socket = new this.#options.WebSocket(this.#options.url, PROTOCOL);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }) => (typeof data === 'string' ? this.#onText(JSON.parse(data)) : this.#onPacket(data));
    socket.onclose = ({ code, reason }) => this.#onClose(socket, code, reason);
    socket.onerror = () => {}; // onclose follows
    this.#socket = socket;
    this.#listener.onState?.('connecting');
  }

  close() {
    this.#closed = true;
    clearInterval(this.#heartbeat);
    this.#socket?.close(1000);
  }

  // Subscribes: { channel, instruments, mode, from, to, speed, conflate, slow }. Returns a promise of the answer. What is
  // live is remembered, and subscribed to again after a reconnect.
  subscribe(request) {
    const channels = [request.channel].flat();
    const subscription = { instruments: ['*'], mode: 'snapshot+live', ...request };
    for (const channel of channels) {
      this.#forget(channel);
      if (!LIVE_MODES.includes(subscription.mode)) continue;
      this.#wanted.set(channel, { ...subscription, channel });
      this.#settled.delete(channel);
      this.#answered.delete(channel);
    }
    return this.#live ? this.request('subscribe', subscription) : Promise.resolve(null);
  }

  unsubscribe(channel) {
    this.#wanted.delete(channel);
    this.#cursors.delete(channel);
    return this.#live ? this.request('unsubscribe', { channel, instruments: ['*'] }) : Promise.resolve(null);
  }

  // Subscribes a channel to instruments, in place of those it had; an empty list ends it.
  want(channel, instruments, more = {}) {
    const before = this.#wanted.get(channel)?.instruments ?? [];
    if (before.join() === instruments.join()) return;
    const quietly = (answer) => answer.catch((refusal) => this.#listener.onMessage?.({ op: 'error', text: refusal.message }));
    if (before.length) quietly(this.unsubscribe(channel));
    if (instruments.length) quietly(this.subscribe({ channel, instruments, ...more }));
  }

  // Replays a span: { channel, instruments, from, to, speed }, with a speed of 'step' it moves by step() only.
  replay(request) {
    return this.subscribe({ ...request, mode: 'replay' });
  }

  step(count = 1) {
    return this.request('step', { count });
  }

  pause() {
    return this.request('pause');
  }

  resume(speed) {
    return this.request('resume', speed === undefined ? {} : { speed });
  }

  seek(to) {
    return this.request('seek', { to });
  }

  resend(channel, instrument, first, last) {
    return this.request('resend', { channel, instruments: [instrument], first, last });
  }

  // Sends a request; the promise is of the answer, and fails with the error's text and code.
  request(op, members = {}) {
    if (this.#socket?.readyState !== 1) return Promise.reject(refusal({ code: 0, text: 'not connected' }));
    const id = String(this.#nextId++);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ op, id, ...members }));
    });
  }

  #onText(message) {
    this.#silentBeats = 0;
    if (message.op === 'hello') this.#onHello(message);
    else if (message.op === 'heartbeat') this.#onHeartbeat(message.cursor);
    else if (this.#pending.has(message.id)) this.#onAnswer(message);
    else {
      if (message.op === 'gap' && message.last !== undefined) this.#onGap(message);
      if (message.state === 'replayBegin' && !this.#wanted.has(message.channel)) this.#forget(message.channel);
      this.#listener.onMessage?.(message);
    }
  }

  async #onHello(hello) {
    const socket = this.#socket;
    this.#channels = new Map(Object.entries(hello.channels).map(([name, number]) => [number, name]));
    const beatMs = hello.limits.heartbeatMs;
    clearInterval(this.#heartbeat);
    this.#heartbeat = setInterval(() => this.#beat(socket), beatMs);
    if (hello.loginRequired && this.#options.credential) {
      const credential = await this.#options.credential();
      const refused = await this.request('login', credential).then(({ roles }) => Object.assign(hello, { roles }) && null, (fault) => fault);
      if (refused) {
        this.#listener.onMessage?.({ op: 'error', code: refused.code, text: refused.message });
        return; // the server ends the connection
      }
    }
    this.#delayMs = this.#options.firstDelayMs;
    const epoch = this.#epoch ?? hello.epoch;
    this.#epoch = hello.epoch;
    this.#live = true;
    this.#answered.clear();
    this.#listener.onState?.('live', hello);
    for (const [channel, subscription] of this.#wanted) {
      const settled = this.#settled.has(channel) || (subscription.mode === 'resume' && this.#cursors.has(channel));
      if (!settled) this.#forget(channel);
      const again = settled ? { mode: 'resume', from: `${epoch}:${this.#cursors.get(channel)}` } : {};
      this.request('subscribe', { ...subscription, ...again }).catch((fault) =>
        this.#listener.onMessage?.({ op: 'error', code: fault.code, text: fault.message, channel }));
    }
  }

  #beat(socket) {
    if (++this.#silentBeats > 2) socket.close();
    else if (socket.readyState === 1) socket.send('{"op":"heartbeat"}');
  }

  // With a cursor nothing before it is owed any more: channels without news have come as far.
  #onHeartbeat(cursor) {
    if (!cursor) return;
    const sequence = BigInt(cursor.slice(cursor.indexOf(':') + 1));
    for (const [channel, { conflate }] of this.#wanted) {
      if (!this.#answered.has(channel) || conflate) continue;
      if (sequence > (this.#cursors.get(channel) ?? -1n)) this.#cursors.set(channel, sequence);
      this.#settled.add(channel);
    }
  }

  #onAnswer(message) {
    const { resolve, reject } = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.op === 'subscribed') for (const channel of [message.channel].flat()) this.#answered.add(channel);
    if (message.op === 'error') reject(refusal(message));
    else resolve(message);
  }

  // What is not kept any more is made up for by snapshots, amid which a channel cannot go on.
  #onGap({ channel, instrumentId, last, cause }) {
    if (cause === 'retention') {
      this.#settled.delete(channel);
      const { from, ...subscription } = this.#wanted.get(channel) ?? {};
      if (subscription.channel) this.#wanted.set(channel, { ...subscription, mode: 'snapshot+live' });
    }
    this.#numbers.get(channel)?.set(instrumentId, last);
  }

  #onPacket(data) {
    this.#silentBeats = 0;
    const view = new DataView(data);
    const flags = view.getUint8(1);
    const packet = {
      snapshot: (flags & SNAPSHOT) !== 0,
      replay: (flags & REPLAY) !== 0,
      conflated: (flags & CONFLATED) !== 0,
      sendTime: view.getBigInt64(8, true),
      streamSequence: 0,
    };
    for (let offset = PACKET_HEADER; offset + FRAME_HEADER <= view.byteLength; ) {
      const length = view.getUint16(offset, true);
      if (length < FRAME_HEADER || offset + length > view.byteLength) throw new Error(`a frame of ${length} bytes at ${offset}`);
      const channel = this.#channels.get(view.getUint16(offset + 2, true));
      const event = channel && this.#schema.decode(view, offset + FRAME_HEADER);
      if (event) {
        packet.streamSequence = view.getUint32(offset + 4, true);
        this.#count(channel, event.prefix, packet);
        this.#listener.onEvent?.(channel, event, packet);
      }
      offset += length;
    }
  }

  // Sees that no message is missing, and remembers how far the channel has come.
  #count(channel, { instrumentId, sequence }, packet) {
    if (!this.#numbers.has(channel)) this.#numbers.set(channel, new Map());
    const numbers = this.#numbers.get(channel);
    const number = packet.streamSequence;
    const before = numbers.get(instrumentId);
    const isWhole = channel !== 'alerts' // of which others' are left out
      && !packet.snapshot && !packet.conflated && !this.#wanted.get(channel)?.conflate; // else holes are no losses
    if (before !== undefined && isWhole && number > before + 1) {
      this.#listener.onLoss?.({ channel, instrumentId, first: before + 1, last: number - 1 });
    }
    numbers.set(instrumentId, packet.replay && before !== undefined ? Math.max(before, number) : number);
    if (sequence > (this.#cursors.get(channel) ?? -1n)) this.#cursors.set(channel, sequence);
  }

  #forget(channel) {
    this.#numbers.delete(channel);
  }

  #onClose(socket, code, reason) {
    if (socket !== this.#socket) return;
    clearInterval(this.#heartbeat);
    this.#live = false;
    const unanswered = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of unanswered) reject(refusal({ code: 0, text: 'the connection ended' }));
    this.#listener.onState?.('lost', { code, reason });
    if (!this.#closed) {
      setTimeout(() => this.connect(), Math.random() * this.#delayMs);
      this.#delayMs = Math.min(this.#delayMs * 2, this.#options.maxDelayMs);
    }
  }
}

// Fetches the schema of a server, as 'http://127.0.0.1:8080', and connects; the promise is of a client that is connected.
export async function connect(server, listener = {}, options = {}) {
  const schema = options.schema ?? new Schema(await (await fetch(new URL('/schema', server))).text());
  const url = new URL('/ws/v1', server);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new Promise((resolve) => {
    const onState = (state, detail) => {
      listener.onState?.(state, detail);
      if (state === 'live') resolve(client);
    };
    const client = new Client({ ...options, url: url.href, schema }, { ...listener, onState });
    client.connect();
  });
}

function refusal({ code, text }) {
  return Object.assign(new Error(text), { code });
}
