// What the desk has, as it now is: orders, fills, positions, ledgers, strategies. First asked for, then followed.

import { toNumber } from './millrace.js';

const MOST_ENDED = 200;
const MOST_FILLS = 200;
const MOST_POINTS = 5000;
const CURVE_MS = 1000;
const ALIVE = ['pending', 'open', 'partially_filled'];

export class Desk {
  #api;
  #ends;
  #orders = new Map();
  #fills = new Map();
  positions = new Map();
  ledgers = new Map();
  strategies = new Map();
  switches = new Map();
  curve = [];
  types = [];
  account = 1;
  problem = null;
  version = 0;

  constructor(api, hub) {
    this.#api = api;
    const follow = (type, take) => hub.listen(type, (event) => {
      take(event);
      this.version++;
    });
    this.#ends = [
      follow('Order', (event) => this.#addOrder(orderOf(event))),
      follow('Fill', (event) => this.#addFill(fillOf(event))),
      follow('Position', (event) => this.positions.set(`${event.accountId}/${event.strategyId}/${event.prefix.instrumentId}`, positionOf(event))),
      follow('Portfolio', (event) => this.#addLedger(event)),
      follow('KillSwitch', (event) => this.#addSwitch({ account: event.accountId, engaged: isTrue(event.engaged), reason: String(event.reason).toLowerCase() })),
      follow('StrategyStatus', (event) => this.#addStrategy(event)),
      follow('StrategyParameter', (event) => this.strategies.get(event.strategyId)?.parameters.set(event.name, event.value)),
    ];
  }

  close() {
    this.#ends.forEach((end) => end());
  }

  // Asks for what came before: what has ended, what was executed, how the equity went.
  async load() {
    try {
      const [types, ended, fills] = await Promise.all([
        this.#api.get('strategies/types'), this.#api.get('orders', { state: 'ended', limit: MOST_ENDED }), this.#api.get('fills', { limit: MOST_FILLS })]);
      this.types = types.data;
      for (const row of ended.data) if (!this.#orders.has(row.id)) this.#addOrder(orderFrom(row));
      for (const row of fills.data) this.#addFill(fillFrom(row));
      this.problem = null;
      await this.loadCurve();
    } catch (problem) {
      this.problem = problem;
    }
    this.version++;
  }

  // Asks how the equity of the account went, where it has traded.
  async loadCurve() {
    const { data } = await this.#api.get('portfolio', { account: this.account, strategy: 0 });
    const found = data.length ? await this.#api.get('portfolio/history', { account: this.account, strategy: 0 }) : { data: [] };
    this.curve = found.data.map((row) => [Date.parse(row.time), Number(row.equity)]);
    this.version++;
  }

  choose(account) {
    this.account = account;
    return this.loadCurve();
  }

  get accounts() {
    const all = [...this.ledgers.values()].filter((each) => each.strategy === 0 && each.account > 0).map((each) => each.account);
    return [...new Set([1, ...all])].sort((a, b) => a - b);
  }

  get ledger() {
    return this.ledgers.get(`${this.account}/0`);
  }

  get isStopped() {
    return [0, this.account].some((account) => this.switches.get(account)?.engaged);
  }

  get open() {
    return this.#newest(this.#orders).filter((each) => each.account === this.account && ALIVE.includes(each.state));
  }

  get ended() {
    return this.#newest(this.#orders).filter((each) => each.account === this.account && !ALIVE.includes(each.state)).slice(0, MOST_ENDED);
  }

  get fills() {
    return this.#newest(this.#fills).filter((each) => each.account === this.account);
  }

  // Has the gateway do something; a refusal is thrown, with its rule and numbers.
  ask(method, path, body) {
    return method === 'delete' ? this.#api.delete(path) : this.#api[method](path, body);
  }

  #newest(rows) {
    return [...rows.values()].sort((a, b) => b.id - a.id);
  }

  #addOrder(row) {
    this.#orders.set(row.id, row);
    const oldest = this.#orders.keys().next().value;
    if (this.#orders.size > 2 * MOST_ENDED && !ALIVE.includes(this.#orders.get(oldest).state)) this.#orders.delete(oldest);
  }

  #addFill(row) {
    this.#fills.set(row.id, row);
    if (this.#fills.size > MOST_FILLS) this.#fills.delete(Math.min(...this.#fills.keys()));
  }

  #addLedger(event) {
    const row = ledgerOf(event);
    this.ledgers.set(`${row.account}/${row.strategy}`, row);
    if (row.account !== this.account || row.strategy !== 0) return;
    const last = this.curve.length - 1;
    if (last > 0 && row.timeMs - this.curve[last - 1][0] < CURVE_MS) this.curve[last] = [row.timeMs, row.equity];
    else this.curve.push([row.timeMs, row.equity]);
    if (this.curve.length > MOST_POINTS) this.curve.shift();
  }

  #addSwitch(row) {
    if (row.account === 0 && !row.engaged) this.switches.clear();
    this.switches.set(row.account, row);
  }

  #addStrategy(event) {
    const before = this.strategies.get(event.strategyId);
    const state = String(event.state).toLowerCase();
    this.strategies.set(event.strategyId, {
      id: event.strategyId, account: event.accountId, type: event.name, instrumentId: event.prefix.instrumentId, state, fault: event.fault,
      parameters: before && state !== 'running' ? before.parameters : new Map(),
    });
  }
}

function isTrue(value) {
  return value === true || value === 'T';
}

function timeOf(event) {
  return Number(event.prefix.eventTime / 1000000n);
}

function word(name) {
  return String(name).toLowerCase();
}

function orderOf(event) {
  const price = (mantissa) => (mantissa ? toNumber(mantissa, event.priceExponent) : NaN);
  return {
    id: Number(event.orderId), account: event.accountId, strategy: event.strategyId, instrumentId: event.prefix.instrumentId, side: word(event.side), type: word(event.orderType),
    quantity: toNumber(event.quantity, event.quantityExponent), filled: toNumber(event.filledQuantity, event.quantityExponent), price: price(event.price), stop: price(event.stopPrice),
    average: event.averagePrice, state: word(event.state), reason: event.reason === 'NONE' ? '' : word(event.reason), bound: event.bound, value: event.value, timeMs: timeOf(event),
  };
}

function orderFrom(row) {
  return {
    id: row.id, account: row.account, strategy: row.strategy, instrumentId: row.instrument_id, side: row.side, type: row.type, quantity: Number(row.quantity), filled: Number(row.filled),
    price: Number(row.price ?? NaN), stop: Number(row.stop_price ?? NaN), average: row.average_price ?? NaN, state: row.state, reason: row.reason ?? '', bound: row.bound, value: row.value,
    timeMs: Date.parse(row.updated),
  };
}

function fillOf(event) {
  return {
    id: Number(event.fillId), order: Number(event.orderId), account: event.accountId, strategy: event.strategyId, instrumentId: event.prefix.instrumentId, side: word(event.side),
    price: toNumber(event.price, event.priceExponent), quantity: toNumber(event.quantity, event.quantityExponent), fee: toNumber(event.fee, event.moneyExponent),
    liquidity: word(event.liquidity), timeMs: timeOf(event),
  };
}

function fillFrom(row) {
  return {
    id: row.id, order: row.order, account: row.account, strategy: row.strategy, instrumentId: row.instrument_id, side: row.side, price: Number(row.price), quantity: Number(row.quantity),
    fee: Number(row.fee), liquidity: row.liquidity, timeMs: Date.parse(row.time),
  };
}

function positionOf(event) {
  const money = (mantissa) => toNumber(mantissa, event.moneyExponent);
  return {
    account: event.accountId, strategy: event.strategyId, instrumentId: event.prefix.instrumentId, quantity: toNumber(event.quantity, event.quantityExponent),
    average: event.averagePrice, realised: money(event.realisedPnl), unrealised: money(event.unrealisedPnl),
  };
}

function ledgerOf(event) {
  const money = (mantissa) => toNumber(mantissa, event.moneyExponent);
  return {
    account: event.accountId, strategy: event.strategyId, currency: event.currency, cash: money(event.cash), equity: money(event.equity), exposure: money(event.exposure),
    realised: money(event.realisedPnl), unrealised: money(event.unrealisedPnl), fees: money(event.fees), day: money(event.dayPnl), drawdown: event.drawdown, timeMs: timeOf(event),
  };
}
