// Asks the gateway's REST. A 401 asks whoever sits there for a token, once, and then asks again.

import { problemOf } from './login.js';

export class Api {
  #login;

  constructor(login) {
    this.#login = login;
  }

  get(path, parameters = {}) {
    const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== ''));
    return this.#ask('GET', query.size ? `${path}?${query}` : path);
  }

  post(path, body) {
    return this.#ask('POST', path, body);
  }

  put(path, body) {
    return this.#ask('PUT', path, body);
  }

  delete(path) {
    return this.#ask('DELETE', path);
  }

  // Tells whether whoever sits there has shown a token, without which nothing is answered.
  get hasToken() {
    return this.#login.isKnown;
  }

  // Returns an answer that is a file, as a Blob.
  async file(path) {
    const answer = await this.#answer('GET', path);
    if (!answer.ok) throw await problemOf(answer);
    return answer.blob();
  }

  async #ask(method, path, body) {
    return this.#read(await this.#answer(method, path, body));
  }

  async #answer(method, path, body) {
    const answer = await this.#fetch(method, path, body);
    if (answer.status !== 401) return answer;
    const { message } = await problemOf(answer);
    await this.#login.ask(message);
    return this.#fetch(method, path, body);
  }

  #fetch(method, path, body) {
    const headers = { ...this.#login.headers(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) };
    return fetch(`/api/v1/${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  }

  async #read(answer) {
    if (!answer.ok) throw await problemOf(answer);
    return answer.status === 204 ? null : answer.json();
  }
}
