// Measures what the page itself sees: how old data is when it comes, and how much of it.

import * as format from './format.js';
import { Histogram } from './histogram.js';

const LEAST_DRAW_MS = 0.2;

export class Meter {
  #hub;
  #packet = null;
  #before = { events: 0, packets: 0, atMs: 0 };

  toGateway = new Histogram(); // from the frame's last byte to the gateway's write
  toPage = new Histogram();
  draws = new Histogram();
  eventRate = 0;
  packetRate = 0;
  sequence = 0n;

  constructor(hub, numbers) {
    this.#hub = hub;
    hub.listen('*', (event, channel, packet) => this.#onEvent(event, channel, packet));
    const number = (name, label, read, write) => numbers.define(`page.${name}`, label, read, write);
    number('eventRate', 'events a second', () => this.eventRate, format.compact);
    number('packetRate', 'packets a second', () => this.packetRate, format.compact);
    number('toPage', 'gateway to page, newest', () => this.toPage.now, format.duration);
    number('toPage50', 'gateway to page, median', () => this.toPage.percentile(50), format.duration);
    number('toPage99', 'gateway to page, p99', () => this.toPage.percentile(99), format.duration);
    number('toGateway50', 'venue frame to gateway, median', () => this.toGateway.percentile(50), format.duration);
    number('toGateway99', 'venue frame to gateway, p99', () => this.toGateway.percentile(99), format.duration);
    number('draw', 'drawing, newest', () => this.draws.now, format.duration);
    number('draw99', 'drawing, p99', () => this.draws.percentile(99), format.duration);
    number('heap', 'heap of the page', () => performance.memory?.usedJSHeapSize, format.compact);
    number('losses', 'losses seen', () => hub.counts.losses, format.count);
    number('gaps', 'gaps told of', () => hub.counts.gaps, format.count);
    number('connects', 'connections made', () => hub.counts.connects, format.count);
  }

  // Takes how long drawing took; turns in which nothing was new are not counted.
  onDraw(ms) {
    if (ms >= LEAST_DRAW_MS) this.draws.add(ms);
  }

  // Once a second.
  tick(nowMs) {
    const { events, packets } = this.#hub.counts;
    const seconds = (nowMs - this.#before.atMs) / 1000;
    if (this.#before.atMs && seconds > 0) {
      this.eventRate = (events - this.#before.events) / seconds;
      this.packetRate = (packets - this.#before.packets) / seconds;
    }
    this.#before = { events, packets, atMs: nowMs };
  }

  #onEvent(event, channel, packet) {
    this.sequence = event.prefix.sequence;
    if (packet === this.#packet) return;
    this.#packet = packet;
    this.#hub.counts.packets++;
    if (packet.snapshot || packet.replay || packet.conflated) return;
    this.toPage.add(Math.max(0, performance.timeOrigin + performance.now() - Number(packet.sendTime / 1000n) / 1000));
    const isLive = channel === 'trades' || channel === 'book';
    if (isLive && event.prefix.receiveTime > 0n) this.toGateway.add(Number(packet.sendTime - event.prefix.receiveTime) / 1e6);
  }
}
