// Models: what the registry has, what predicts, what came of it, why, and how it lies against training.

import { Comparison } from './comparison.js';
import { card, make, put, segments, toast } from './dom.js';
import { Explanation } from './explanation.js';
import * as format from './format.js';
import { Graph, categoryAxis, tooltip, valueAxis } from './graph.js';
import { Models, headlines } from './models.js';
import { distribution } from './predictions.js';
import { RANGES } from './ranges.js';
import { openReport } from './reports.js';
import { rename } from './router.js';
import { sure } from './sure.js';
import { Table } from './table.js';
import { color, onTheme } from './theme.js';
import { COLORS, ROLE_KINDS, TrackRecord } from './track-record.js';

const ASK_MS = 30_000;
const JUDGE_MS = 60_000;
const DRAW_MS = 500;
const MODERATE = 0.1; // population stability index above which a feature has moved, and above which it is another one
const LARGE = 0.25;
const SURE_MS = 4000;
const ALL = ['*'];
const DEFAULT_RANGE = '24h';
const ADVICE = { beats_baselines: ['beats its baselines', 'up'], do_not_rely: ['do not rely on it', 'warn'], do_not_use: ['do not use it', 'down'] };
const NO_ADVICE = ['says nothing', 'dim'];
const NO_DRIFT = { stability: NaN, kind: 'dim' };

export function modelsView(root, context, [askedName, askedRange]) {
  const { api, hub, instruments } = context;
  const models = new Models(api, hub);
  const problem = make('p.warn.says', { role: 'status', hidden: true });
  const chooser = make('select', { 'aria-label': 'Model', onchange: () => choose(chooser.value) });
  const instrument = make('select', { 'aria-label': 'Predictions of', onchange: () => judge() }, make('option', { value: '', text: 'all instruments' }));
  const area = make('div.canvas.middle');
  const note = make('p.note', { role: 'status' });
  const pressed = { key: '', ms: -Infinity };
  let name = askedName ?? '';
  let range = Object.hasOwn(RANGES, askedRange) ? askedRange : DEFAULT_RANGE;
  let offered = -1;
  let judged = { name: null, ms: -Infinity };
  let drawn = { version: -1, atMs: -Infinity };
  let askedMs = -Infinity;
  const ranges = segments('Range', Object.keys(RANGES).map((each) => [each, each]), range, (value) => {
    range = value;
    rename('models', name, range);
    judge();
  });
  const registry = new Table(registryColumns(), {
    label: 'Models', keyOf: (row) => `${row.name}/${row.version}`, onOpen: (row) => choose(row.name), className: 'short', empty: 'There are no models. `millrace train` makes one.' });
  const drift = new Table(driftColumns(), { label: 'Drift', keyOf: (row) => `${row.version}/${row.index}`, sort: ['stability', -1], className: 'tall', empty: 'No window of predictions is full yet.' });
  const record = new TrackRecord(api, driftOf);
  const explanation = new Explanation(api);
  const comparison = new Comparison(api);
  const spread = card('How predictions lie', area, note);
  spread.classList.add('class-chart');
  root.append(problem,
    sheet('Models', registry.node),
    make('div.toolbar.auto', {}, make('span.dim', { text: 'Model' }), chooser, ranges, instrument),
    record.sheet,
    make('div.two', {}, record.chart, spread),
    make('div.two', {}, explanation.node, comparison.node),
    sheet('Drift since training', make('p.dim.says', { text: `Population stability index: from ${MODERATE} a feature has moved, from ${LARGE} it is not what the model has learned from.` }), drift.node));
  const graph = new Graph(area);
  const end = onTheme(() => {
    drawn = { version: -1, atMs: -Infinity };
    record.redraw();
    explanation.redraw();
  });
  hub.want('view', { models: { instruments: ALL }, predictions: { instruments: ALL } });

  function choose(value) {
    name = value;
    rename('models', name, range);
    drawn.version = -1;
  }

  // Asks what came of the predictions of the model that is chosen, if there is one.
  function judge() {
    judged = { name, ms: performance.now() };
    record.ask(name, RANGES[range], instrument.value);
  }

  function driftOf(version) {
    const stability = models.drift({ name, version })[0]?.stability;
    return stability === undefined ? NO_DRIFT : { stability, kind: driftKind(stability) };
  }

  function offerInstruments() {
    if (offered === instruments.size) return;
    offered = instruments.size;
    const chosen = instrument.value;
    instrument.replaceChildren(make('option', { value: '', text: 'all instruments' }), ...instruments.all.map((each) => make('option', { value: each.key, text: each.key, selected: each.key === chosen })));
  }

  async function act(deed) {
    try {
      await deed();
      await models.load();
      judge();
    } catch (fault) {
      toast(fault.message, 'warn');
    }
  }

  function registryColumns() {
    return [
      { name: 'name', title: 'Model', className: 'name', text: (row) => `${row.name} v${row.version}`, value: (row) => row.name },
      { name: 'role', title: 'Role', text: (row) => row.role, value: (row) => row.role, kind: (row) => ROLE_KINDS[row.role] ?? 'dim' },
      { name: 'set', title: 'Features', className: 'text.wide', text: (row) => row.set ?? '–', kind: () => 'dim' },
      { name: 'horizon', title: 'Horizon', className: 'text.wide', text: (row) => `${row.timeframe ?? '–'} → ${span(row.horizon)}`, value: (row) => row.horizon },
      { name: 'trained', title: 'Trained on', className: 'reason.wider', text: trainedOf, value: (row) => row.card?.data?.trainedFrom, kind: () => 'dim' },
      { name: 'scores', title: 'Score beside baseline', about: 'By which training judged it, out of sample', className: 'reason.wide', text: (row) => decided(row) ?? '–' },
      { name: 'predictions', title: 'Predictions', className: 'number.wide', text: (row) => format.count(row.predictions ?? NaN), value: (row) => row.predictions },
      { name: 'verdict', title: 'Training says', className: 'verdict', draw: drawVerdict },
      { name: 'acts', title: '', className: 'acts', draw: drawActs },
    ];
  }

  function drawActs(cell, row) {
    cell.row = row;
    if (!cell.firstChild) {
      cell.append(make('button', { type: 'button', text: 'Report', 'data-report': '', onclick: () => act(() => openReport(api, `models/${encodeURIComponent(cell.row.name)}/${cell.row.version}/report`, `${cell.row.name}-${cell.row.version}.html`)) }),
        ...[['promote', 'Promote'], ['shadow', 'Shadow'], ['retire', 'Retire'], ['rollback', 'Roll back']].map(([deed, title]) => make('button', {
        type: 'button', text: title, 'data-deed': deed, onclick: ({ currentTarget }) => onDeed(cell.row, deed, currentTarget, title) })));
    }
    cell.querySelector('[data-report]').hidden = !row.card?.metrics; // a model from elsewhere has none
    for (const button of cell.querySelectorAll('[data-deed]')) button.hidden = !hub.isAdmin || !fits(button.dataset.deed, row.role);
  }

  // What changes which predictions strategies hear is asked twice; and in words where training says not to use a version.
  async function onDeed(row, deed, button, title) {
    const key = `${row.name}/${row.version}/${deed}`;
    if (deed !== 'shadow' && (pressed.key !== key || performance.now() - pressed.ms > SURE_MS)) {
      Object.assign(pressed, { key, ms: performance.now() });
      put(button, `${title}, sure?`);
      setTimeout(() => put(button, title), SURE_MS);
      return;
    }
    pressed.key = '';
    put(button, title);
    if (deed === 'promote' && row.verdict?.advice === 'do_not_use' && !(await sure(doubts(row)))) return;
    act(() => models.act(row, deed));
  }

  function driftColumns() {
    return [
      { name: 'feature', title: 'Feature', className: 'name', text: (row) => row.feature, value: (row) => row.feature },
      { name: 'version', title: 'Version', text: (row) => `v${row.version}`, value: (row) => row.version, kind: () => 'dim' },
      { name: 'stability', title: 'PSI', className: 'number', text: (row) => format.decimal(row.stability, 3), value: (row) => row.stability, kind: (row) => driftKind(row.stability) },
      { name: 'bar', title: '', draw: drawBar },
      { name: 'count', title: 'Of the last', className: 'number', text: (row) => format.count(row.count), value: (row) => row.count, kind: () => 'dim' },
    ];
  }

  function drawSpread(rows) {
    const known = rows.filter((row) => models.predictions.of(row.id, row.version));
    note.hidden = known.length > 0;
    put(note, rows.length ? 'Nothing was predicted since this view was opened.' : 'No version predicts.');
    spread.dataset.points = String(known.length);
    if (!known.length) return graph.clear();
    const { centres, shares } = distribution(known.map((row) => models.predictions.of(row.id, row.version)));
    return graph.draw({
      grid: { left: 4, right: 6, top: 28, bottom: 4, containLabel: true },
      tooltip: tooltip({ axisPointer: { type: 'shadow' }, valueFormatter: (value) => format.percent(value, 1) }),
      legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8, textStyle: { color: color('dim'), fontSize: 11 }, inactiveColor: color('grey') },
      xAxis: categoryAxis(centres.map((centre) => format.compact(centre)), { axisLabel: { hideOverlap: true } }),
      yAxis: valueAxis({ scale: false, position: 'right', min: 0, splitNumber: 3, axisLabel: { formatter: (value) => format.percent(value, 0) } }),
      series: known.map((row, i) => ({ id: String(row.version), name: `v${row.version} ${row.role}`, type: 'bar', barGap: '10%', barCategoryGap: '14%', itemStyle: { color: color(COLORS[i % COLORS.length]), opacity: 0.85 }, data: shares[i] })),
    });
  }

  function drawAll() {
    problem.hidden = !models.problem;
    put(problem, models.problem ? `The registry is not to be had: ${models.problem.message}` : '');
    if (!models.names.includes(name)) name = models.list.find((row) => row.role === 'promoted')?.name ?? models.names[0] ?? '';
    if (chooser.options.length !== models.names.length) chooser.replaceChildren(...models.names.map((each) => make('option', { value: each, text: each })));
    chooser.value = name;
    const rows = models.running(name);
    const versions = models.list.filter((row) => row.name === name);
    registry.show(models.list);
    explanation.offer(name, versions.filter((row) => row.kind !== 'onnx'), instruments, context.selected);
    comparison.offer(name, versions);
    if (judged.name !== name) judge();
    record.showTable();
    drift.show(rows.flatMap((row) => models.drift(row).map((each) => ({ ...each, version: row.version }))));
    drawSpread(rows);
  }

  return {
    draw(nowMs) {
      if (Number.isFinite(nowMs) && nowMs - askedMs >= ASK_MS) {
        askedMs = nowMs;
        models.load();
        explanation.refresh();
      }
      if (Number.isFinite(nowMs) && judged.name && nowMs - judged.ms >= JUDGE_MS) judge();
      offerInstruments();
      if (models.version === drawn.version || nowMs - drawn.atMs < DRAW_MS) return;
      drawn = { version: models.version, atMs: Number.isFinite(nowMs) ? nowMs : drawn.atMs };
      drawAll();
    },
    close() {
      end();
      models.close();
      record.close();
      explanation.close();
      comparison.close();
      graph.close();
      hub.want('view', {});
    },
    keys: [['ArrowDown', 'into the models', () => registry.focusFirst()], ['u', 'ask again', () => { models.load(); explanation.refresh(); judge(); }]],
  };
}

// Says which roles a version may be given.
function fits(deed, role) {
  return { promote: role !== 'promoted', shadow: role !== 'shadow' && role !== 'promoted', retire: role === 'promoted' || role === 'shadow', rollback: role === 'promoted' }[deed];
}

function driftKind(stability) {
  if (!Number.isFinite(stability)) return 'dim';
  return stability >= LARGE ? 'down' : stability >= MODERATE ? 'warn' : 'up';
}

function drawBar(cell, row) {
  if (!cell.firstChild) cell.append(make('meter', { min: 0, max: 0.5, low: MODERATE, high: LARGE, optimum: 0, 'aria-label': 'Drift' }));
  cell.firstChild.value = Math.min(0.5, row.stability);
}

// What training says, beside the buttons; the whole sentence where one points.
function drawVerdict(cell, row) {
  const [text, kind] = ADVICE[row.verdict?.advice] ?? NO_ADVICE;
  put(cell, text, `verdict strong ${kind}`);
  cell.title = row.verdict?.says ?? 'Its card tells of no verdict: it comes from elsewhere, or was trained before there were any';
}

function doubts(row) {
  return {
    title: `Promote ${row.name} v${row.version}?`,
    says: [`Training says not to use it: out of sample it is no better than whoever knows nothing: ${decided(row)}.`, row.verdict.says, 'Strategies that hear this model would trade by it from the next bar on.'],
    yes: 'Promote it all the same', no: 'Leave it' };
}

// The score that decided beside that of the baseline; of a version without a verdict the first that its training tells.
function decided(row) {
  const { verdict } = row;
  if (verdict) return `${scored(verdict.score, verdict.model)}${verdict.over === 'folds' ? ' over the folds' : ''} (${verdict.baseline} ${written(verdict.score, verdict.beside)})`;
  const [first] = headlines(row);
  const others = first?.others.map(([who, value]) => `${who} ${written(first.score, value)}`).join(', ');
  return first && `${scored(first.score, first.own)}${others ? ` (${others})` : ''}`;
}

function scored(score, value) {
  return `${format.words(score.replace(/([A-Z])/g, ' $1'))} ${written(score, value)}`;
}

function written(score, value) {
  return /accuracy|f1/i.test(score) ? format.percent(value ?? NaN, 1) : format.compact(value ?? NaN);
}

// The span of the rows that a version was trained on, and until when it was judged.
function trainedOf({ card }) {
  const data = card?.data;
  return data?.trainedFrom ? `${day(data.trainedFrom)} – ${day(data.trainedTo)}, judged to ${day(data.heldOutTo)}` : '–';
}

function span(seconds) {
  return Number.isFinite(seconds) && seconds > 0 ? format.duration(seconds * 1000).replace(/ 0[smh]$/, '').replace('.0 s', 's') : '–';
}

function day(time) {
  return format.moment(Date.parse(time)).slice(0, 10);
}

function sheet(title, ...children) {
  return make('section.card.sheet.auto', { 'aria-label': title }, make('h2', { text: title }), ...children);
}
