// A strategy that replays the past in lock-step: node lock-step.mjs http://127.0.0.1:8080. It buys when a trade is cheaper
// than the one before and sells when one is dearer; each run decides the same, however long it thinks.
import { connect } from '../src/main/resources/org/millrace/gateway/page/millrace.js';

let decisions = '';
let last = null;
let ended = false;
let newest = null;

const client = await connect(process.argv[2], {
  onState: (state, hello) => {
    if (state === 'live') newest = hello.newest;
  },
  onEvent: (channel, event) => {
    if (event.type !== 'Trade') return;
    decisions += last === null || event.price === last ? '-' : event.price < last ? 'B' : 'S';
    last = event.price;
  },
  onMessage: (message) => {
    if (message.state === 'replayEnd') ended = true;
  },
});
await client.replay({ channel: ['trades'], from: 1, to: newest, speed: 'step' });
while (!ended) await client.step();
console.log(decisions);
client.close();
