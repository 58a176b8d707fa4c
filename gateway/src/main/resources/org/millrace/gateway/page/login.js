// Who looks at the page. The token stays in memory; a WebSocket is opened by a ticket that it is traded for.

import { byId, put } from './dom.js';

export class Login {
  #token = '';
  #asking = null;

  // Tells whether there is a token; it may have expired.
  get isKnown() {
    return this.#token !== '';
  }

  headers() {
    return this.#token ? { Authorization: `Bearer ${this.#token}` } : {};
  }

  // Asks for a token; whoever asks meanwhile waits for the same answer.
  ask(why) {
    this.#asking ??= this.#answer(why).finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  // Returns what a WebSocket shows; fails with a Problem where the token is not good any more.
  async ticket() {
    const answer = await fetch('/api/v1/tickets', { method: 'POST', headers: this.headers() });
    if (answer.ok) return { ticket: (await answer.json()).ticket };
    throw await problemOf(answer);
  }

  #answer(why) {
    const dialog = byId('login-dialog');
    const input = byId('token');
    put(byId('login-why'), why);
    if (!dialog.open) dialog.showModal();
    input.focus();
    return new Promise((resolve) => {
      byId('login-form').onsubmit = async (event) => {
        event.preventDefault();
        const refusal = await this.#try(input.value.trim());
        put(byId('login-why'), refusal);
        if (refusal) return;
        input.value = '';
        dialog.close();
        resolve();
      };
    });
  }

  // Returns why not, or nothing.
  async #try(token) {
    if (!/^[\x21-\x7e]+$/.test(token)) return 'A token, or an API key, is needed.';
    const answer = await fetch('/api/v1/instruments', { headers: { Authorization: `Bearer ${token}` } });
    if (!answer.ok) return (await problemOf(answer)).message;
    this.#token = token;
    return '';
  }
}

// An answer that is not what was asked for, told of as RFC 9457 has it.
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail || title || `HTTP ${status}`);
    this.status = status;
    this.title = title;
  }
}

export async function problemOf(answer) {
  const body = await answer.json().catch(() => ({}));
  return new Problem(answer.status, body.title ?? answer.statusText, body.detail ?? '');
}
