// The desk: positions, orders, fills, equity, strategies; orders by hand, and the switch that ends all trading.

import { adminForm } from './admin-form.js';
import { backtestForm, Backtests } from './backtests.js';
import { Desk } from './desk.js';
import { card, make, put, toast } from './dom.js';
import * as format from './format.js';
import { Graph, timeAxis, tooltip, valueAxis } from './graph.js';
import { orderForm } from './order-form.js';
import { strategyForm } from './strategy-form.js';
import { Table } from './table.js';
import { color, onTheme } from './theme.js';

const DRAW_MS = 250;
const CURVE_MS = 1000;
const SURE_MS = 4000;
const ALL = ['*'];
const FACTS = [
  ['equity', 'Equity', (row) => format.decimal(row.equity)], ['day', 'Today', (row) => signed(row.day), (row) => format.direction(row.day)],
  ['realised', 'Realised', (row) => signed(row.realised), (row) => format.direction(row.realised)],
  ['unrealised', 'Unrealised', (row) => signed(row.unrealised), (row) => format.direction(row.unrealised)],
  ['cash', 'Cash', (row) => format.decimal(row.cash)], ['exposure', 'Exposure', (row) => format.decimal(row.exposure)],
  ['fees', 'Fees', (row) => format.decimal(row.fees)], ['drawdown', 'Drawdown', (row) => format.percent(row.drawdown)],
];

export function tradingView(root, context) {
  const { api, hub, instruments } = context;
  const desk = new Desk(api, hub);
  const values = new Map(FACTS.map(([name]) => [name, make('dd', { text: '–' })]));
  const account = make('select', { 'aria-label': 'Account', onchange: () => act(() => desk.choose(Number(account.value))) });
  const kill = make('button.kill', { type: 'button', text: 'Stop trading', onclick: onKill });
  const problem = make('p.warn.says', { role: 'status', hidden: true });
  const area = make('div.canvas.small');
  const name = (row) => instruments.byId(row.instrumentId)?.key ?? `#${row.instrumentId}`;
  const digits = (row) => instruments.byId(row.instrumentId)?.digits ?? 2;
  const positions = new Table(positionColumns(), { label: 'Positions', keyOf: (row) => `${row.account}/${row.strategy}/${row.instrumentId}`, className: 'short', empty: 'Nothing is held.' });
  const orders = new Table(orderColumns(true), { label: 'Open orders', keyOf: (row) => String(row.id), className: 'short', empty: 'No order is open.' });
  const ended = new Table(orderColumns(false), { label: 'Ended orders', keyOf: (row) => String(row.id), className: 'short', empty: 'No order has ended.' });
  const fills = new Table(fillColumns(), { label: 'Fills', keyOf: (row) => String(row.id), className: 'short', empty: 'Nothing was executed.' });
  const strategies = new Table(strategyColumns(), { label: 'Strategies', keyOf: (row) => String(row.id), className: 'short', empty: 'No strategy was started.' });
  const ordering = card('New order');
  const starting = card('New strategy');
  const testing = card('New backtest');
  const administering = card('Administration', adminForm({ load, transfer: (amount) => desk.ask('post', `accounts/${desk.account}/transfers`, amount) }));
  const backtests = new Backtests(api);
  const sheet = (title, table) => make('section.card.sheet.auto', { 'aria-label': title }, make('h2', { text: title }), table.node);
  root.append(
    make('section.card.desk-head', { 'aria-label': 'Account' }, make('label.stacked', {}, make('span', { text: 'Account' }), account),
      make('dl.facts', {}, ...FACTS.map(([key, title]) => make('div', {}, make('dt', { text: title }), values.get(key)))), kill), problem,
    make('div.desk-split', {}, make('div.column', {}, ordering, starting, testing, administering), make('div.column', {},
      card('Equity', area), sheet('Positions', positions), sheet('Open orders', orders), sheet('Strategies', strategies), sheet('Backtests', backtests), sheet('Fills', fills), sheet('Ended orders', ended))));
  const graph = new Graph(area);
  let forms = null;
  let formsOf = '';
  let drawn = { version: -1, atMs: -Infinity, curveMs: -Infinity };
  let sureMs = -Infinity;
  const end = onTheme(() => {
    drawn = { version: -1, atMs: -Infinity, curveMs: -Infinity };
  });
  hub.want('view', Object.fromEntries(['orders', 'fills', 'positions', 'portfolio', 'strategies'].map((channel) => [channel, { instruments: ALL }])));
  desk.load();

  async function act(deed) {
    try {
      await deed();
    } catch (fault) {
      toast(fault.message, 'warn');
    }
  }

  async function load(wanted) {
    const type = await desk.ask('post', 'strategies/types', wanted);
    await desk.load();
    return type;
  }

  // Stops at the second press within some seconds: the first asks whether one is sure.
  function onKill() {
    const isStopped = desk.isStopped;
    if (!isStopped && performance.now() - sureMs > SURE_MS) {
      sureMs = performance.now();
      put(kill, 'Sure? Cancels all orders');
      return;
    }
    sureMs = -Infinity;
    const of = desk.switches.get(0)?.engaged ? 0 : desk.account;
    act(() => desk.ask('put', 'kill-switch', { account: of, engaged: !isStopped }));
  }

  function button(cell, row, text, deed) {
    if (!cell.firstChild) cell.append(make('button', { type: 'button', text, onclick: () => act(() => deed(cell.dataset.id)) }));
    cell.dataset.id = row.id;
    put(cell.firstChild, text);
  }

  function positionColumns() {
    return [
      { name: 'of', title: 'Instrument', className: 'name', text: name }, { name: 'strategy', title: 'Strategy', text: strategyOf, kind: () => 'dim' },
      { name: 'quantity', title: 'Quantity', className: 'number', text: (row) => format.compact(row.quantity), kind: (row) => format.direction(row.quantity) },
      { name: 'average', title: 'Average', className: 'number', text: (row) => format.decimal(row.average, digits(row)) },
      { name: 'last', title: 'Last', className: 'number.wide', text: (row) => format.decimal(instruments.byId(row.instrumentId)?.last, digits(row)) },
      { name: 'unrealised', title: 'Unrealised', className: 'number', text: (row) => signed(unrealisedOf(row)), kind: (row) => format.direction(unrealisedOf(row)) },
      { name: 'realised', title: 'Realised', className: 'number.wide', text: (row) => signed(row.realised), kind: (row) => format.direction(row.realised) },
    ];
  }

  function orderColumns(isOpen) {
    const columns = [
      { name: 'id', title: 'Order', className: 'number', text: (row) => String(row.id) }, { name: 'of', title: 'Instrument', className: 'name', text: name },
      { name: 'what', title: 'What', text: (row) => `${row.side} ${format.words(row.type)}`, kind: sideOf },
      { name: 'quantity', title: 'Filled', className: 'number', text: (row) => `${format.compact(row.filled)} / ${format.compact(row.quantity)}` },
      { name: 'price', title: 'Price', className: 'number', text: (row) => format.decimal(Number.isFinite(row.price) ? row.price : row.stop, digits(row)) },
      { name: 'state', title: 'State', text: stateOf, kind: (row) => (row.state === 'refused' ? 'warn' : 'dim') },
      { name: 'strategy', title: 'Strategy', className: 'text.wide', text: strategyOf, kind: () => 'dim' },
      { name: 'time', title: 'Time', className: 'text.wide', text: (row) => format.moment(row.timeMs), kind: () => 'dim' },
    ];
    if (isOpen) columns.push({ name: 'acts', title: '', className: 'acts', draw: (cell, row) => button(cell, row, 'Cancel', (id) => desk.ask('delete', `orders/${id}`)) });
    return columns;
  }

  function fillColumns() {
    return [
      { name: 'time', title: 'Time', text: (row) => format.clockMs(row.timeMs), kind: () => 'dim' }, { name: 'of', title: 'Instrument', className: 'name', text: name },
      { name: 'side', title: 'Side', text: (row) => row.side, kind: sideOf }, { name: 'quantity', title: 'Quantity', className: 'number', text: (row) => format.compact(row.quantity) },
      { name: 'price', title: 'Price', className: 'number', text: (row) => format.decimal(row.price, digits(row)) },
      { name: 'fee', title: 'Fee', className: 'number', text: (row) => format.compact(row.fee) },
      { name: 'liquidity', title: 'Liquidity', className: 'text.wide', text: (row) => row.liquidity, kind: () => 'dim' },
      { name: 'order', title: 'Order', className: 'number.wide', text: (row) => String(row.order) },
    ];
  }

  function strategyColumns() {
    return [
      { name: 'id', title: 'No.', className: 'number', text: (row) => String(row.id) }, { name: 'type', title: 'Strategy', className: 'name', text: (row) => row.type },
      { name: 'of', title: 'Instrument', text: name },
      { name: 'state', title: 'State', text: (row) => (row.fault ? `${row.state}: ${row.fault}` : row.state), kind: (row) => ({ running: 'up', faulted: 'warn' }[row.state] ?? 'dim') },
      { name: 'parameters', title: 'Parameters', className: 'text.wide', text: (row) => [...row.parameters].map(([key, value]) => `${key} ${format.compact(value)}`).join(', '), kind: () => 'dim' },
      { name: 'pnl', title: 'P&L', className: 'number', text: (row) => signed(pnlOf(row)), kind: (row) => format.direction(pnlOf(row)) },
      { name: 'acts', title: '', className: 'acts', draw: (cell, row) => {
        const verb = row.state === 'running' ? 'stop' : 'start';
        button(cell, row, verb === 'stop' ? 'Stop' : 'Start', (id) => desk.ask('post', `strategies/${id}/${desk.strategies.get(Number(id)).state === 'running' ? 'stop' : 'start'}`, {}));
        if (!cell.children[1]) cell.append(make('button', { type: 'button', text: 'Change', onclick: () => forms?.[1].edit(desk.strategies.get(row.id)) }));
        cell.children[1].hidden = row.state !== 'running';
      } },
    ];
  }

  function unrealisedOf(row) {
    const last = instruments.byId(row.instrumentId)?.last;
    return Number.isFinite(last) && row.quantity !== 0 ? row.quantity * (last - row.average) : row.unrealised;
  }

  function pnlOf(row) {
    return desk.ledgers.get(`${row.account}/${row.id}`)?.equity ?? 0;
  }

  // Forms are made anew while instruments and strategies still become known, until somebody has begun to fill one.
  function drawForms() {
    const of = `${instruments.size} ${desk.types.map((each) => each.type + each.source)}`;
    if (formsOf === of || forms?.some(({ node }) => node.contains(document.activeElement))) return;
    formsOf = of;
    forms?.forEach(({ node }) => node.remove());
    forms = [
      orderForm(instruments, context.selected, (order) => desk.ask('post', 'orders', { ...order, account: desk.account })),
      strategyForm(desk.types, instruments, context.selected, {
        start: (strategy) => desk.ask('post', 'strategies', { ...strategy, account: desk.account }), change: (id, changed) => desk.ask('put', `strategies/${id}`, changed) }),
      backtestForm(desk.types, instruments, context.selected, (wanted) => backtests.submit(wanted))];
    [ordering, starting, testing].forEach((place, i) => place.append(forms[i].node));
  }

  function drawHead() {
    administering.hidden = !hub.isAdmin;
    const accounts = desk.accounts;
    if (account.options.length !== accounts.length) {
      account.replaceChildren(...accounts.map((each) => make('option', { value: each, text: each, selected: each === desk.account })));
    }
    const row = desk.ledger;
    for (const [key, , text, kind] of FACTS) put(values.get(key), row ? text(row) : '–', row && kind ? kind(row) : '');
    const isSure = performance.now() - sureMs <= SURE_MS;
    put(kill, desk.isStopped ? 'Stopped. Trade again' : isSure ? 'Sure? Cancels all orders' : 'Stop trading', desk.isStopped ? 'kill engaged' : 'kill');
  }

  function drawCurve() {
    graph.draw({
      grid: { left: 10, right: 66, top: 8, bottom: 24 }, tooltip: tooltip({ valueFormatter: (value) => format.decimal(value) }), xAxis: timeAxis(),
      yAxis: valueAxis({ position: 'right', splitNumber: 3, axisLabel: { formatter: format.compact } }),
      series: [{ type: 'line', name: 'Equity', showSymbol: false, lineStyle: { width: 1.4, color: color('accent') }, itemStyle: { color: color('accent') },
        areaStyle: { color: color('accent'), opacity: 0.1 }, data: desk.curve }],
    });
  }

  return {
    draw(nowMs) {
      drawForms();
      drawHead();
      backtests.draw(performance.now());
      if (nowMs - drawn.curveMs >= CURVE_MS || nowMs === Infinity) {
        drawn.curveMs = Number.isFinite(nowMs) ? nowMs : drawn.curveMs;
        drawCurve();
        positions.show(positionsOf(desk)); // the last price moves without a word from the desk
      }
      if (desk.version === drawn.version || nowMs - drawn.atMs < DRAW_MS) return;
      drawn.version = desk.version;
      drawn.atMs = Number.isFinite(nowMs) ? nowMs : drawn.atMs;
      problem.hidden = !desk.problem;
      put(problem, desk.problem ? `Trading is not available: ${desk.problem.message}` : '');
      orders.show(desk.open);
      ended.show(desk.ended);
      fills.show(desk.fills);
      positions.show(positionsOf(desk));
      strategies.show([...desk.strategies.values()].sort((a, b) => a.id - b.id));
    },
    close() {
      end();
      desk.close();
      graph.close();
      hub.want('view', {});
    },
    keys: [['n', 'new order', () => forms?.[0].focus()], ['ArrowDown', 'into the positions', () => positions.focusFirst()]],
  };
}

function positionsOf(desk) {
  return [...desk.positions.values()].filter((row) => row.account === desk.account && (row.quantity !== 0 || row.realised !== 0))
    .sort((a, b) => a.instrumentId - b.instrumentId || a.strategy - b.strategy);
}

function strategyOf(row) {
  return row.strategy ? `strategy ${row.strategy}` : '';
}

function sideOf(row) {
  return row.side === 'buy' ? 'up' : 'down';
}

function stateOf(row) {
  const numbers = row.state === 'refused' && row.bound !== row.value ? `: ${format.compact(row.value)}, limit ${format.compact(row.bound)}` : '';
  return `${format.words(row.state)}${row.reason ? ` (${format.words(row.reason)}${numbers})` : ''}`;
}

function signed(value) {
  return Number.isFinite(value) ? `${value > 0 ? '+' : ''}${format.decimal(value)}` : '–';
}
