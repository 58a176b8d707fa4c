// Models: what the registry has, what predicts, how both lie against each other and against their training.

import { card, make, put, toast } from './dom.js';
import * as format from './format.js';
import { Graph, categoryAxis, tooltip, valueAxis } from './graph.js';
import { Models, headlines } from './models.js';
import { className, distribution } from './predictions.js';
import { rename } from './router.js';
import { Table } from './table.js';
import { color, onTheme } from './theme.js';

const ASK_MS = 30_000;
const DRAW_MS = 500;
const MODERATE = 0.1; // population stability index above which a feature has moved, and above which it is another one
const LARGE = 0.25;
const COLORS = ['accent', 'orange', 'violet', 'up', 'warn', 'grey'];
const ROLE_KINDS = { promoted: 'up', shadow: 'warn' };
const SURE_MS = 4000;
const SCORES = 1; // of a version in the list
const ALL = ['*'];

export function modelsView(root, { api, hub }, [askedName]) {
  const models = new Models(api, hub);
  const problem = make('p.warn.says', { role: 'status', hidden: true });
  const chooser = make('select', { 'aria-label': 'Model', onchange: () => choose(chooser.value) });
  const area = make('div.canvas.middle');
  const note = make('p.note', { role: 'status' });
  const sure = { key: '', ms: -Infinity };
  let name = askedName ?? '';
  let drawn = { version: -1, atMs: -Infinity };
  let askedMs = -Infinity;
  const registry = new Table(registryColumns(), {
    label: 'Models', keyOf: (row) => `${row.name}/${row.version}`, onOpen: (row) => choose(row.name), className: 'tall', empty: 'There are no models. `millrace train` makes one.' });
  const running = new Table(runningColumns(), { label: 'Promoted and shadows', keyOf: (row) => String(row.version), className: 'auto', empty: 'No version predicts. Promote one, or make it a shadow.' });
  const drift = new Table(driftColumns(), { label: 'Drift', keyOf: (row) => `${row.version}/${row.index}`, sort: ['stability', -1], className: 'tall', empty: 'No window of predictions is full yet.' });
  const spread = card('How predictions lie', area, note);
  spread.classList.add('class-chart');
  root.append(problem,
    sheet('Models', registry.node),
    make('div.toolbar.auto', {}, make('span.dim', { text: 'Model' }), chooser),
    make('div.two', {}, sheet('Promoted against shadows', running.node), spread),
    sheet('Drift since training', make('p.dim.says', { text: `Population stability index: from ${MODERATE} a feature has moved, from ${LARGE} it is not what the model has learned from.` }), drift.node));
  const graph = new Graph(area);
  const end = onTheme(() => {
    drawn = { version: -1, atMs: -Infinity };
  });
  hub.want('view', { models: { instruments: ALL }, predictions: { instruments: ALL } });

  function choose(value) {
    name = value;
    rename('models', name);
    drawn.version = -1;
  }

  async function act(deed) {
    try {
      await deed();
      await models.load();
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
      { name: 'trained', title: 'Trained on', className: 'text.wider', text: trainedOf, value: (row) => row.card?.data?.trainedFrom, kind: () => 'dim' },
      { name: 'scores', title: 'Score beside baselines', className: 'reason', text: (row) => headlines(row).slice(0, SCORES).map(headline).join('; ') || '–' },
      { name: 'predictions', title: 'Predictions', className: 'number.wide', text: (row) => format.count(row.predictions ?? NaN), value: (row) => row.predictions },
      { name: 'acts', title: '', className: 'acts', draw: drawActs },
    ];
  }

  function drawActs(cell, row) {
    cell.row = row;
    if (!cell.firstChild) {
      cell.append(...[['promote', 'Promote'], ['shadow', 'Shadow'], ['retire', 'Retire'], ['rollback', 'Roll back']].map(([deed, title]) => make('button', {
        type: 'button', text: title, 'data-deed': deed, onclick: ({ currentTarget }) => onDeed(cell.row, deed, currentTarget, title) })));
    }
    for (const button of cell.querySelectorAll('[data-deed]')) button.hidden = !hub.isAdmin || !fits(button.dataset.deed, row.role);
  }

  // What changes which predictions strategies hear is asked twice.
  function onDeed(row, deed, button, title) {
    const key = `${row.name}/${row.version}/${deed}`;
    if (deed !== 'shadow' && (sure.key !== key || performance.now() - sure.ms > SURE_MS)) {
      Object.assign(sure, { key, ms: performance.now() });
      put(button, `${title}, sure?`);
      setTimeout(() => put(button, title), SURE_MS);
      return;
    }
    sure.key = '';
    put(button, title);
    act(() => models.act(row, deed));
  }

  function runningColumns() {
    const of = (row) => models.predictions.of(row.id, row.version);
    const share = (at) => (row) => format.percent((of(row)?.classes[at] ?? NaN) / of(row)?.count, 1);
    return [
      { name: 'version', title: 'Version', className: 'name', text: (row) => `v${row.version}` },
      { name: 'role', title: 'Role', text: (row) => row.role, kind: (row) => ROLE_KINDS[row.role] ?? 'dim' },
      { name: 'seen', title: 'Seen here', about: 'Predictions since this view was opened', className: 'number', text: (row) => format.count(of(row)?.count ?? 0) },
      ...[2, 1, 0].map((at) => ({ name: className(at), title: className(at), className: 'number.wide', text: share(at), kind: () => ['down', 'dim', 'up'][at] })),
      { name: 'agreement', title: 'Agrees', about: 'With the promoted version, of the same features', className: 'number', text: (row) => (row.role === 'shadow' ? format.percent(of(row)?.agreed / of(row)?.compared, 1) : '–') },
      { name: 'drift', title: 'Drift', about: 'Largest population stability index', className: 'number', text: (row) => format.decimal(models.drift(row)[0]?.stability ?? NaN, 3), kind: (row) => driftKind(models.drift(row)[0]?.stability) },
    ];
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
    registry.show(models.list);
    running.show(rows);
    drift.show(rows.flatMap((row) => models.drift(row).map((each) => ({ ...each, version: row.version }))));
    drawSpread(rows);
  }

  return {
    draw(nowMs) {
      if (Number.isFinite(nowMs) && nowMs - askedMs >= ASK_MS) {
        askedMs = nowMs;
        models.load();
      }
      if (models.version === drawn.version || nowMs - drawn.atMs < DRAW_MS) return;
      drawn = { version: models.version, atMs: Number.isFinite(nowMs) ? nowMs : drawn.atMs };
      drawAll();
    },
    close() {
      end();
      models.close();
      graph.close();
      hub.want('view', {});
    },
    keys: [['ArrowDown', 'into the models', () => registry.focusFirst()], ['u', 'ask again', () => models.load()]],
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

function headline({ score, own, others }) {
  const write = (value) => (/accuracy|f1/i.test(score) ? format.percent(value, 1) : format.compact(value));
  const beside = others.map(([who, value]) => `${who} ${write(value)}`).join(', ');
  return `${format.words(score.replace(/([A-Z])/g, ' $1'))} ${write(own)}${beside ? ` (${beside})` : ''}`;
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
