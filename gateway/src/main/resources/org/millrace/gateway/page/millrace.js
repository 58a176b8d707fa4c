// Client of the gateway's WebSocket, for browsers and Node (a WebSocket class may be handed in where there is none).
// Events are decoded by the schema that the gateway serves: no message is written out by hand.
//
//   const client = await connect('http://127.0.0.1:8080', { onEvent: (channel, event) => console.log(channel, event) });
//   await client.subscribe({ channel: 'trades', instruments: ['binance:BTC-USDT'] });

const PROTOCOL = 'millrace.sbe.v1';
const PACKET_HEADER = 16;
const FRAME_HEADER = 8;
const SNAPSHOT = 1;
const REPLAY = 2;
const CONFLATED = 4;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 30000;
const LIVE_MODES = ['snapshot+live', 'live', 'resume'];

const READERS = {
  int8: [1, (v, o) => v.getInt8(o)], uint8: [1, (v, o) => v.getUint8(o)],
  int16: [2, (v, o) => v.getInt16(o, true)], uint16: [2, (v, o) => v.getUint16(o, true)],
  int32: [4, (v, o) => v.getInt32(o, true)], uint32: [4, (v, o) => v.getUint32(o, true)],
  int64: [8, (v, o) => v.getBigInt64(o, true)], uint64: [8, (v, o) => v.getBigUint64(o, true)],
  float: [4, (v, o) => v.getFloat32(o, true)], double: [8, (v, o) => v.getFloat64(o, true)],
};
const UTF_8 = new TextDecoder();
const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

// Decodes events. 64-bit integers are BigInts; decimals are mantissas with an exponent beside them (see toText).
export class Schema {
  constructor(xml) {
    const root = parseXml(xml);
    this.types = new Map();
    for (const name of ['char', ...Object.keys(READERS)]) this.types.set(name, primitive(name, 1));
    const types = root.children.find((node) => node.name === 'types');
    this.nodes = new Map(types.children.map((node) => [node.attributes.name, node]));
    this.messages = new Map();
    for (const node of root.children) {
      if (node.name === 'message') this.messages.set(Number(node.attributes.id), this.#message(node));
    }
  }

  // Returns the event whose message header is at offset, or null if the schema does not know it.
  decode(view, offset) {
    const message = this.messages.get(view.getUint16(offset + 2, true));
    if (!message) return null;
    const event = { type: message.name };
    const blockLength = view.getUint16(offset, true);
    for (const field of message.fields) {
      if (field.offset + field.type.size <= blockLength) event[field.name] = field.type.read(view, offset + 8 + field.offset);
    }
    let at = offset + 8 + blockLength;
    for (const group of message.groups) {
      const entryLength = view.getUint16(at, true);
      const count = view.getUint8(at + 2);
      at += 3;
      event[group.name] = [];
      for (let i = 0; i < count; i++, at += entryLength) {
        const entry = {};
        for (const field of group.fields) entry[field.name] = field.type.read(view, at + field.offset);
        event[group.name].push(entry);
      }
    }
    return event;
  }

  // Types may be named before they stand in the schema.
  #named(name) {
    if (!this.types.has(name)) this.types.set(name, this.#type(this.nodes.get(name)));
    return this.types.get(name);
  }

  #type(node) {
    if (node.name === 'composite') return this.#composite(node);
    if (node.name === 'enum') {
      const base = this.#named(node.attributes.encodingType);
      const names = new Map(node.children.map((each) => [Number(each.text.trim()), each.attributes.name]));
      return { size: base.size, read: (view, offset) => names.get(base.read(view, offset)) ?? null };
    }
    if (node.name === 'set') return this.#named(node.attributes.encodingType);
    return primitive(node.attributes.primitiveType, Number(node.attributes.length ?? 1));
  }

  #composite(node) {
    const { fields, size } = this.#layout(node.children, (each) =>
      each.name === 'ref' ? this.#named(each.attributes.type) : this.#type(each));
    return {
      size,
      read: (view, offset) => {
        const value = {};
        for (const field of fields) value[field.name] = field.type.read(view, offset + field.offset);
        return value;
      },
    };
  }

  #message(node) {
    const typeOf = (each) => this.#named(each.attributes.type);
    const fieldsOf = (parent) => this.#layout(parent.children.filter((each) => each.name === 'field'), typeOf).fields;
    const groups = node.children.filter((each) => each.name === 'group');
    return {
      name: node.attributes.name,
      fields: fieldsOf(node),
      groups: groups.map((each) => ({ name: each.attributes.name, fields: fieldsOf(each) })),
    };
  }

  #layout(nodes, typeOf) {
    let size = 0;
    const fields = nodes.map((node) => {
      const type = typeOf(node);
      const offset = 'offset' in node.attributes ? Number(node.attributes.offset) : size;
      size = offset + type.size;
      return { name: node.attributes.name, type, offset };
    });
    return { fields, size };
  }
}

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
      const refused = await this.request('login', credential).then(() => null, (fault) => fault);
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
    const isWhole = !packet.snapshot && !packet.conflated && !this.#wanted.get(channel)?.conflate; // else holes are no losses
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

// Returns mantissa × 10^exponent as a number, for drawing; toText is exact.
export function toNumber(mantissa, exponent) {
  return Number(mantissa) / 10 ** -exponent;
}

export function toText(mantissa, exponent) {
  const digits = (mantissa < 0n ? -mantissa : mantissa).toString().padStart(1 - exponent, '0');
  const whole = digits.slice(0, digits.length + exponent);
  const fraction = digits.slice(digits.length + exponent).replace(/0+$/, '');
  return (mantissa < 0n ? '-' : '') + whole + (fraction ? '.' + fraction : '');
}

function refusal({ code, text }) {
  return Object.assign(new Error(text), { code });
}

function primitive(name, length) {
  if (name === 'char') return { size: length, read: (view, offset) => text(view, offset, length) };
  const [size, read] = READERS[name];
  if (length === 1) return { size, read };
  return { size: size * length, read: (view, offset) => Array.from({ length }, (_, i) => read(view, offset + i * size)) };
}

function text(view, offset, length) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, length);
  const end = bytes.indexOf(0);
  return UTF_8.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

// Reads XML as schemas are written in it: elements, attributes, text, comments. Names lose their prefix.
function parseXml(xml) {
  const root = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, comment, close, name, attributes, empty, content] of xml.matchAll(
    /<(?:(!--[\s\S]*?--|\?[\s\S]*?\?)|\/([\w:.-]+)\s*|([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?))>|([^<]+)/g)) {
    const parent = open[open.length - 1];
    if (content) parent.text += unescape(content);
    else if (close) open.pop();
    else if (!comment) {
      const node = { name: local(name), attributes: {}, children: [], text: '' };
      for (const [, key, double, single] of attributes.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
        node.attributes[local(key)] = unescape(double ?? single);
      }
      parent.children.push(node);
      if (!empty) open.push(node);
    }
  }
  return root.children[0];
}

function local(name) {
  return name.slice(name.indexOf(':') + 1);
}

function unescape(value) {
  return value.replace(/&(\w+);/g, (all, name) => ENTITIES[name] ?? all);
}
