// Joins schema, stream, chart and panels. What comes is kept at once and drawn at most ten times a second.

import { Chart, OVERLAYS } from './chart.js';
import { Series, loadHistory } from './market.js';
import { Client, Schema } from './millrace.js';
import { Panels } from './panels.js';

const TIMEFRAMES = ['1s', '5s', '30s', '1m', '5m', '15m', '1h', '4h', '1d'];
const DRAW_MS = 100;

const instruments = new Map();
const series = new Series();
const panels = new Panels();
const chart = new Chart(document.getElementById('chart'));
const picker = document.getElementById('instrument');
let timeframe = TIMEFRAMES.includes(location.hash.slice(1)) ? location.hash.slice(1) : '1s';
let selected = null;
let loading = 0;
let changed = false;
let feedsChanged = false;
let packetSeen = null;
let sequence = 0n;

const schema = new Schema(await (await fetch('/schema')).text());
const url = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/ws/v1`;
const stream = new Client({ url, schema }, {
  onState: (state) => panels.onState(state),
  onEvent: (channel, event, packet) => {
    packetSeen = packet;
    sequence = event.prefix.sequence;
    onEvent(channel, event);
  },
});

function onEvent(channel, event) {
  if (event.type === 'InstrumentDefinition') onInstrument(event);
  else if (event.type === 'FeedStatus') {
    panels.onFeed(event);
    feedsChanged = true;
  } else if (selected && event.prefix.instrumentId === selected.id) {
    if (event.type === 'Trade') panels.onTrade(event);
    else if (event.type === 'BookTop') panels.onTop(event);
    else if (event.type === 'QualityScore') panels.onQuality(event);
    else if (event.type === 'Bar' && channel === `bars.${timeframe}`) series.addBar(event);
    else if (event.type === 'Indicators' && channel === `indicators.${timeframe}`) series.addIndicators(event);
    changed = true;
  }
}

function onInstrument(definition) {
  const { instrumentId: id, venue } = definition.prefix;
  if (instruments.has(id)) return;
  const name = `${venue.toLowerCase().replaceAll('_', '-')}:${definition.name}`;
  instruments.set(id, { id, name, digits: digitsOf(definition) });
  const option = document.createElement('option');
  option.value = String(id);
  option.textContent = definition.name + '  ' + venue;
  picker.append(option);
  if (!selected) select(id);
}

function digitsOf(definition) {
  const tick = definition.tickSize > 0n ? definition.tickSize.toString() : '1';
  const zeros = definition.tickSize > 0n ? tick.length - tick.replace(/0+$/, '').length : 0;
  return definition.tickSize > 0n ? Math.max(0, -definition.priceExponent - zeros) : Math.min(2, -definition.priceExponent);
}

async function select(id) {
  selected = instruments.get(id) ?? selected;
  const turn = ++loading;
  series.clear();
  panels.clear();
  chart.show();
  for (const each of TIMEFRAMES) {
    const wanted = each === timeframe ? [selected.name] : [];
    stream.want(`bars.${each}`, wanted);
    stream.want(`indicators.${each}`, wanted);
  }
  for (const channel of ['trades', 'tops', 'quality']) stream.want(channel, [selected.name]);

  await loadHistory({
    addCandle: (row) => turn === loading && series.addCandle(row),
    addIndicatorRow: (row) => turn === loading && series.addIndicatorRow(row),
  }, selected.name, timeframe).catch(() => {}); // without a store the chart begins now
  changed = true;
}

function draw() {
  if (feedsChanged) {
    feedsChanged = false;
    panels.drawFeeds((id) => instruments.get(id)?.name ?? String(id));
  }
  if (packetSeen) {
    panels.onPacket(packetSeen, sequence);
    packetSeen = null;
  }
  if (!changed || !selected) return;
  changed = false;
  const rows = series.rows();
  document.getElementById('empty').hidden = rows.length > 0;
  document.body.dataset.bars = String(rows.length);
  if (!rows.length) return;
  chart.draw(rows, timeframe, selected.digits);
  panels.onRows(rows);
  panels.onBar(rows[rows.length - 1], selected.digits);
}

function button(parent, text, pressed, onClick) {
  const node = document.createElement('button');
  node.type = 'button';
  node.textContent = text;
  node.setAttribute('aria-pressed', String(pressed));
  node.addEventListener('click', () => onClick(node));
  parent.append(node);
}

for (const each of TIMEFRAMES) {
  button(document.getElementById('timeframes'), each, each === timeframe, (node) => {
    timeframe = each;
    location.hash = each;
    for (const other of node.parentElement.children) other.setAttribute('aria-pressed', String(other === node));
    if (selected) select(selected.id);
  });
}
for (const overlay of OVERLAYS) {
  button(document.getElementById('overlays'), overlay.name, overlay.on, (node) => {
    overlay.on = !overlay.on;
    node.setAttribute('aria-pressed', String(overlay.on));
    changed = true;
  });
}
picker.addEventListener('change', () => select(Number(picker.value)));
document.getElementById('theme').addEventListener('click', () => {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
  changed = true;
});

stream.want('instruments', ['*']);
stream.want('feeds', ['*']);
stream.connect();
setInterval(draw, DRAW_MS);
