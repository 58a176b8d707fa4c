// How the program itself fares: latency, lags, memory, circuits; from the page's own measure and from the gateway's REST.

import { card, make, put } from './dom.js';
import * as format from './format.js';
import { Graph, categoryAxis, tooltip, valueAxis } from './graph.js';
import { plottable } from './numbers.js';
import { color, onTheme } from './theme.js';
import { Vitals } from './vitals.js';

const REDRAW_MS = 1000;
const HISTOGRAMS = [['toGateway', 'From the venue’s frame to the gateway'], ['toPage', 'From the gateway to this page'], ['draws', 'Drawing this page']];
const PAGE = [
  ['toGateway50', 'Frame to gateway p50'], ['toGateway99', 'Frame to gateway p99'], ['toPage50', 'Gateway to page p50'], ['toPage99', 'Gateway to page p99'],
  ['eventRate', 'Events a second'], ['packetRate', 'Packets a second'], ['draw99', 'Drawing p99'], ['heap', 'Heap of the page'], ['losses', 'Losses'], ['gaps', 'Gaps'], ['connects', 'Connections'],
];
const CIRCUITS = { closed: 'up', 'half open': 'warn', open: 'down' };

export function systemView(root, context) {
  const { api, feeds, hub, instruments, meter, numbers } = context;
  const health = make('dl.facts');
  const circuits = make('dl.facts');
  const measured = make('dl.facts');
  const areas = HISTOGRAMS.map(([name, title]) => {
    const area = make('div.canvas.small');
    const says = make('p.dim.says');
    return { name, area, says, node: card(title, area, says) };
  });
  const vitals = new Vitals(api, numbers);
  root.append(
    make('div.three', {}, ...areas.map(({ node }) => node)),
    make('div.two', {}, card('Gateway', health), card('Circuits', circuits)),
    card('Measured by this page', measured), vitals.node);
  const graphs = areas.map(({ area }) => new Graph(area));
  const values = new Map();
  for (const [name, title] of PAGE) {
    const key = `page.${name}`;
    const node = plottable(make('dd', { role: 'button', tabindex: 0 }), key);
    measured.append(make('div', {}, make('dt', { text: title }), node));
    values.set(node, () => numbers.format(key)(numbers.now(key)));
  }
  let measuredOf = null;
  let drawnMs = -Infinity;
  const end = onTheme(() => {
    drawnMs = -Infinity;
  });

  function draw(nowMs) {
    if (nowMs - drawnMs < REDRAW_MS) return;
    drawnMs = Number.isFinite(nowMs) ? nowMs : drawnMs;
    if (context.selected && context.selected !== measuredOf) {
      measuredOf = context.selected; // latency is measured by what is not held back: trades and the book of one instrument
      hub.want('view', { trades: { instruments: [measuredOf.key] }, book: { instruments: [measuredOf.key] } });
    }
    areas.forEach(({ name, says }, i) => drawHistogram(graphs[i], meter[name], says));
    for (const [node, text] of values) put(node, text());
    drawPairs(circuits, [...feeds.connections].sort((a, b) => a.key.localeCompare(b.key)).map((each) => [each.key, each.circuit, CIRCUITS[each.circuit]]));
    drawPairs(health, gatewayFacts());
    vitals.draw(nowMs);
  }

  function gatewayFacts() {
    const { hello } = hub;
    return [
      ['Status', vitals.status, vitals.status === 'ok' ? 'up' : 'warn'], ['Connection', hub.state, hub.state === 'live' ? 'up' : 'warn'], ['Instruments', format.count(instruments.size)],
      ['Epoch', hello?.epoch ?? '–'], ['Newest event', meter.sequence ? format.count(Number(meter.sequence)) : '–'], ['Oldest kept', hello ? format.count(Number(hello.oldest)) : '–'],
      ['Protocol', hello?.protocol ?? '–'], ['Schema version', hello ? String(hello.schema.version) : '–'],
    ];
  }

  return {
    draw,
    close() {
      end();
      graphs.forEach((graph) => graph.close());
      vitals.close();
      hub.want('view', {});
    },
  };
}

function drawHistogram(graph, histogram, says) {
  const buckets = histogram.buckets();
  put(says, histogram.count ? `p50 ${format.duration(histogram.percentile(50))} · p99 ${format.duration(histogram.percentile(99))} · p99.9 ${format.duration(histogram.percentile(99.9))} · max ${format.duration(histogram.max)} · ${format.count(histogram.count)} measured` : 'nothing was measured yet');
  graph.draw({
    grid: { left: 4, right: 6, top: 10, bottom: 4, containLabel: true },
    tooltip: tooltip({ axisPointer: { type: 'shadow' } }),
    xAxis: categoryAxis(buckets.map(([upper]) => format.duration(upper)), { axisLabel: { hideOverlap: true } }),
    yAxis: valueAxis({ position: 'right', min: 0, splitNumber: 3, axisLabel: { formatter: format.compact } }),
    series: [{ id: 'counts', name: 'up to', type: 'bar', barCategoryGap: '12%', data: buckets.map(([, count]) => count), itemStyle: { color: color('accent'), opacity: 0.85 } }],
  });
}

// Writes terms and what they stand at; the elements stay as long as the terms are the same.
function drawPairs(list, pairs) {
  while (list.children.length > pairs.length) list.lastChild.remove();
  pairs.forEach(([term, value, kind = ''], i) => {
    if (!list.children[i]) list.append(make('div', {}, make('dt'), make('dd')));
    const [dt, dd] = list.children[i].children;
    put(dt, term);
    put(dd, value, kind);
  });
}
