// Wires the page, in the order in which data flows: connection, what is known, views. What comes is kept at once and drawn
// at most ten times a second.

import { alertsView } from './alerts-view.js';
import { Api } from './api.js';
import { bookView } from './book-view.js';
import { chartView } from './chart-view.js';
import { byId, make, put, toast } from './dom.js';
import { FeedStates } from './feed-states.js';
import { feedsView } from './feeds-view.js';
import * as format from './format.js';
import { Hub } from './hub.js';
import { Instruments } from './instruments.js';
import { liquidationsView } from './liquidations-view.js';
import { Login } from './login.js';
import { marketsView } from './markets-view.js';
import { Meter } from './meter.js';
import { modelsView } from './models-view.js';
import { Numbers } from './numbers.js';
import { Plots } from './plots.js';
import { Router, go } from './router.js';
import { Shortcuts } from './shortcuts.js';
import { systemView } from './system-view.js';
import { tapeView } from './tape-view.js';
import { beginTheme, onTheme, switchTheme } from './theme.js';
import { tradingView } from './trading-view.js';

const DRAW_MS = 100;
const SAMPLE_MS = 1000;
const DAYS_MS = 60_000;
const SPARK_SPAN_MS = 3_600_000;
const ALL = ['*'];
const BASE = {
  instruments: { instruments: ALL }, feeds: { instruments: ALL }, quality: { instruments: ALL, conflate: 1000 },
  tops: { instruments: ALL, conflate: 200 }, 'bars.1d': { instruments: ALL, conflate: 250 },
};
const VIEWS = {
  markets: marketsView, chart: chartView, book: bookView, tape: tapeView, feeds: feedsView, alerts: alertsView, system: systemView, trading: tradingView,
  liquidations: liquidationsView, models: modelsView,
};
const OF_ONE = ['chart', 'book', 'tape'];

beginTheme();
const login = new Login();
const api = new Api(login);
const numbers = new Numbers();
const hub = new Hub(login, onState);
const instruments = new Instruments(hub, numbers);
const feeds = new FeedStates(hub, instruments, numbers);
const meter = new Meter(hub, numbers);
const plots = new Plots(numbers);
const picker = byId('instrument');
const context = { api, feeds, hub, instruments, meter, numbers, select, selected: null };
const router = new Router(byId('view'), VIEWS, context, onShow);
new Shortcuts(keys(), () => router.keys);
for (const tab of byId('tabs').children) tab.title = tab.textContent; // on narrow screens it is an icon
let isPast = false;
let wasLive = false;

function keys() {
  const views = Object.keys(VIEWS).map((name, i) => [String((i + 1) % 10), name, () => show(name)]); // the tenth has 0
  return [
    ...views,
    ['i', 'choose the instrument', () => picker.focus()],
    ['[', 'instrument before', () => step(-1)],
    [']', 'next instrument', () => step(1)],
    ['x', 'end all plots', () => plots.clear()],
    ['t', 'dark or light', switchTheme],
    ['?', 'this help', () => byId('help').click()],
  ];
}

// Shows a view, of the instrument that is chosen where it is of one.
function show(name) {
  if (OF_ONE.includes(name) && context.selected) go(name, context.selected.key);
  else go(name);
}

function select(instrument) {
  context.selected = instrument;
  picker.value = String(instrument.id);
  for (const tab of byId('tabs').children) {
    if (OF_ONE.includes(tab.dataset.view)) tab.href = `#${tab.dataset.view}/${encodeURIComponent(instrument.key)}`;
  }
}

function step(by) {
  const at = picker.selectedIndex + by;
  if (at < 0 || at >= picker.options.length) return;
  picker.selectedIndex = at;
  onPicked();
}

function onPicked() {
  select(instruments.byId(Number(picker.value)));
  show(OF_ONE.includes(router.name) ? router.name : 'chart');
}

function onShow(name) {
  for (const tab of byId('tabs').children) {
    if (tab.dataset.view === name) {
      tab.setAttribute('aria-current', 'page');
      tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else tab.removeAttribute('aria-current');
  }
}

function onInstrument(instrument) {
  let group = [...picker.children].find((each) => each.label === instrument.venue);
  if (!group) {
    group = make('optgroup', { label: instrument.venue });
    picker.append(group);
  }
  group.append(make('option', { value: instrument.id, text: instrument.name }));
  const isNamed = OF_ONE.includes(router.name) && instrument.key === router.args[0];
  if (!context.selected || isNamed) {
    select(instrument);
    if (OF_ONE.includes(router.name) && (isNamed || !router.args[0])) router.show();
  }
}

function onState(state, detail) {
  byId('connection').className = `status ${state}`;
  put(byId('connection').lastElementChild, state === 'lost' ? 'reconnecting' : state);
  if (state === 'lost' && wasLive) toast(`The connection was lost${detail?.reason ? `: ${detail.reason}` : ''}. It is sought again.`, 'warn');
  if (state === 'live' && isPast && !wasLive) toast('Connected again.');
  wasLive = state === 'live' || (wasLive && state !== 'lost');
  if (state === 'live' && !isPast) {
    isPast = true;
    askDays();
    const to = Date.now();
    hub.replay({ channel: 'bars.1m.closed', instruments: ALL, from: new Date(to - SPARK_SPAN_MS).toISOString() }, (event) => instruments.addMinute(event));
  }
}

// Asks for the day of each instrument; without an answer, changes go on as they were.
function askDays() {
  if (hub.state === 'live' && !document.hidden) api.get('stats').then(({ data }) => data.forEach((row) => instruments.setDay(row)), () => {});
}

let sampledMs = 0;

function draw() {
  if (document.hidden && performance.now() - sampledMs < SAMPLE_MS) return;
  const begin = performance.now();
  if (begin - sampledMs >= SAMPLE_MS) {
    sampledMs = begin;
    meter.tick(Date.now());
    numbers.sample(Date.now());
    put(byId('latency'), `gateway to page ${format.duration(meter.toPage.now)}`);
    put(byId('rate'), `${format.compact(meter.eventRate)} events/s`);
    put(byId('sequence'), meter.sequence ? `event ${format.count(Number(meter.sequence))}` : '');
    put(byId('utc'), `${format.clock(Date.now())} UTC`);
  }
  if (document.hidden) return;
  router.draw(begin);
  plots.draw(begin);
  meter.onDraw(performance.now() - begin);
}

picker.addEventListener('change', onPicked);
byId('theme').addEventListener('click', switchTheme);
onTheme(() => router.draw(Infinity));
for (const dialog of document.querySelectorAll('dialog [data-close]')) dialog.addEventListener('click', () => dialog.closest('dialog').close());
byId('login-dialog').addEventListener('cancel', (event) => event.preventDefault());
instruments.onNew(onInstrument);
hub.want('page', BASE);
router.begin();
hub.begin().catch((fault) => toast(`The gateway cannot be reached: ${fault.message}`, 'warn'));
setInterval(draw, DRAW_MS);
setInterval(askDays, DAYS_MS);
