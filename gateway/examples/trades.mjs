// Prints trades as they come: node trades.mjs http://127.0.0.1:8080 [how many]
// Needs Node 22, or 20 with --experimental-websocket. The client is the page's own file, which may be copied.
import { connect, toText } from '../src/main/resources/org/millrace/gateway/page/millrace.js';

const [server, count = 'Infinity'] = process.argv.slice(2);
let left = Number(count);

const client = await connect(server, {
  onEvent: (channel, event) => {
    if (event.type !== 'Trade' || left === 0) return;
    console.log(`${event.tradeId} ${toText(event.price, event.priceExponent)}`);
    if (--left === 0) client.close();
  },
});
await client.subscribe({ channel: 'trades' });
