// Shows the view that the part of the address behind # names, as #chart/binance:BTC-USDT/1m/24h.

export class Router {
  #root;
  #views;
  #context;
  #shown = null;
  #name = '';
  #onShow;

  // Views by name: (root, context, args) => { draw(nowMs), close(), keys }.
  constructor(root, views, context, onShow) {
    this.#root = root;
    this.#views = views;
    this.#context = context;
    this.#onShow = onShow;
  }

  begin() {
    addEventListener('hashchange', () => this.show());
    this.show();
  }

  get name() {
    return this.#name;
  }

  // What stands behind the name of the view.
  get args() {
    return location.hash.slice(1).split('/').map(decoded).slice(1);
  }

  // What the view does on keys of its own: [key, description, action].
  get keys() {
    return this.#shown?.keys ?? [];
  }

  show() {
    const name = decoded(location.hash.slice(1).split('/')[0]);
    const known = Object.hasOwn(this.#views, name) ? name : Object.keys(this.#views)[0];
    this.#shown?.close();
    this.#root.replaceChildren();
    this.#root.className = `view ${known}`;
    this.#name = known;
    this.#shown = this.#views[known](this.#root, this.#context, this.args);
    this.#onShow(known);
  }

  draw(nowMs) {
    this.#shown?.draw(nowMs);
  }
}

export function go(...parts) {
  location.hash = parts.map((part) => encodeURIComponent(part).replaceAll('%3A', ':')).join('/');
}

// Changes the address without showing the view anew.
export function rename(...parts) {
  history.replaceState(null, '', '#' + parts.map((part) => encodeURIComponent(part).replaceAll('%3A', ':')).join('/'));
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // as it was typed
  }
}
