// A peer for the benchmark: sends each event that it is given to all who are connected, with the package ws.
// Events come over a socket: two bytes of length, little-endian, then the message. It prints both its ports.
import { createServer } from 'node:net';
import { WebSocketServer } from 'ws';

const clients = new WebSocketServer({ host: '127.0.0.1', port: 0, backlog: 1024, perMessageDeflate: false });
const events = createServer((socket) => {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages = [];
    let offset = 0;
    while (offset + 2 <= bytes.length && offset + 2 + bytes.readUInt16LE(offset) <= bytes.length) {
      const end = offset + 2 + bytes.readUInt16LE(offset);
      messages.push(bytes.subarray(offset + 2, end));
      offset = end;
    }
    rest = bytes.subarray(offset);
    broadcast(messages);
  });
});

// One system call a client for all that has come: quicker than a call for each message.
function broadcast(messages) {
  for (const client of clients.clients) {
    client._socket.cork();
    for (const message of messages) {
      client.send(message);
    }
    client._socket.uncork();
  }
}

clients.on('listening', () =>
  events.listen(0, '127.0.0.1', () => console.log(`${clients.address().port} ${events.address().port}`)));
