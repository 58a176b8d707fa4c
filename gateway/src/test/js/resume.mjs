// Prints the streamSequence of each trade up to the last one wanted, and what is missing: resume.mjs SERVER PROXY LAST
import { Client, Schema } from '../../main/resources/org/millrace/gateway/page/millrace.js';

const [server, proxy, last] = process.argv.slice(2);
const schema = new Schema(await (await fetch(`${server}/schema`)).text());
const client = new Client({ url: `${proxy}/ws/v1`, schema, firstDelayMs: 5, maxDelayMs: 50 }, {
  onEvent: (channel, event, { streamSequence }) => {
    console.log(streamSequence);
    if (streamSequence === Number(last)) client.close();
  },
  onLoss: ({ channel, first, last: end }) => console.log(`lost ${channel} ${first} to ${end}`),
});
client.subscribe({ channel: 'trades', instruments: ['BTC-USDT'] });
client.connect();
