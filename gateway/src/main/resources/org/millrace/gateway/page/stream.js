// The gateway's WebSocket protocol, version 1: control in JSON, events in packets of SBE.

const PROTOCOL = 'millrace.sbe.v1';
const HEADER = 16;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 30000;

export class Stream {
  #schema;
  #listener;
  #socket = null;
  #channels = new Map();
  #wanted = new Map();
  #delayMs = FIRST_DELAY_MS;
  #nextId = 1;
  #heartbeat = 0;

  // The listener has onState(state), onEvent(channel, event, packet) and onControl(message).
  constructor(schema, listener) {
    this.#schema = schema;
    this.#listener = listener;
  }

  connect() {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${location.host}/ws/v1`, PROTOCOL);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }) => (typeof data === 'string' ? this.#onControl(JSON.parse(data)) : this.#onPacket(data));
    socket.onclose = () => this.#onClose();
    this.#socket = socket;
    this.#listener.onState('connecting');
  }

  // Subscribes a channel to instruments, in place of those it had; an empty list ends it.
  want(channel, instruments) {
    const before = this.#wanted.get(channel) ?? [];
    if (before.join() === instruments.join()) return;
    if (before.length) this.#send({ op: 'unsubscribe', channel, instruments: ['*'] });
    if (instruments.length) {
      this.#wanted.set(channel, instruments);
      this.#send({ op: 'subscribe', channel, instruments, mode: 'snapshot+live' });
    } else {
      this.#wanted.delete(channel);
    }
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ id: this.#nextId++, ...message }));
  }

  #onControl(message) {
    if (message.op === 'hello') {
      this.#delayMs = FIRST_DELAY_MS;
      this.#channels = new Map(Object.entries(message.channels).map(([name, number]) => [number, name]));
      this.#listener.onState('live');
      for (const [channel, instruments] of this.#wanted) {
        this.#send({ op: 'subscribe', channel, instruments, mode: 'snapshot+live' });
      }
      clearInterval(this.#heartbeat);
      this.#heartbeat = setInterval(() => this.#send({ op: 'heartbeat' }), message.limits.heartbeatMs);
    }
    this.#listener.onControl(message);
  }

  #onPacket(data) {
    const view = new DataView(data);
    const packet = { snapshot: (view.getUint8(1) & 1) !== 0, sendTime: view.getBigInt64(8, true) };
    for (let offset = HEADER; offset + 8 <= view.byteLength; ) {
      const length = view.getUint16(offset, true);
      const channel = this.#channels.get(view.getUint16(offset + 2, true));
      const event = this.#schema.decode(view, offset + 8);
      if (event && channel) this.#listener.onEvent(channel, event, packet);
      if (length < 8) return;
      offset += length;
    }
  }

  #onClose() {
    clearInterval(this.#heartbeat);
    this.#listener.onState('lost');
    setTimeout(() => this.connect(), Math.random() * this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, MAX_DELAY_MS);
  }
}
