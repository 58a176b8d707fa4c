// Reports of trainings: scores beside baselines, calibration, what features matter, folds.
'use strict';

const CLASS_COLORS = { down: 'down', neutral: 'grey', up: 'up', mean: 'accent', 'mean size': 'orange' };
const score = (value) => (isKnown(value) ? (Math.abs(value) >= 0.01 || value === 0 ? fixed(value, 4) : value.toExponential(3)) : '–');

function headlines(run) {
  const [model, ...others] = Object.entries(run.metrics.holdOut);
  const node = make('div.tiles');
  for (const [name, value] of Object.entries(model[1])) {
    const beside = others.map(([other, scores]) => `${other} ${score(scores[name])}`).join(', ');
    node.append(make('div.tile', {}, make('span', {}, run.scores[name]), make('b', {}, score(value)), make('span', {}, beside)));
  }
  main.append(node);
}

function scoreTable(title, evaluation, run) {
  const names = Object.keys(evaluation);
  table(card(title, 'half'), [
    { label: 'Score', value: (row) => run.scores[row] },
    ...names.map((name) => ({ label: name, value: (row) => evaluation[name][row], text: score })),
  ], Object.keys(evaluation.model));
}

function confusion(run) {
  const body = card('Confusion on the hold-out', 'half');
  const names = run.classes.map((each) => each.name);
  const cell = (count, total) => make('td', { style: `background: color-mix(in srgb, ${color('accent')} ${Math.round((count / (total || 1)) * 80)}%, var(--card))`, title: `${percent(count / (total || 1), 1)} of the row` }, count.toLocaleString('en-GB'));
  const rows = run.classes.map((each) => {
    const total = each.predicted.reduce((sum, count) => sum + count, 0);
    return make('tr', {}, make('th', {}, each.name), ...each.predicted.map((count) => cell(count, total)), ...['precision', 'recall', 'f1'].map((name) => make('td', {}, isKnown(each[name]) ? fixed(each[name], 3) : '–')));
  });
  const head = ['came ╲ predicted', ...names, 'precision', 'recall', 'F1'];
  body.append(make('div.scroll', {}, make('table.heat', {}, make('thead', {}, make('tr', {}, ...head.map((label) => make('th', {}, label)))), make('tbody', {}, ...rows))));
}

function reliability(run) {
  const body = card('Reliability on the hold-out', 'half', ...run.classes.map((each) => key(each.name, CLASS_COLORS[each.name])));
  const xs = run.classes[0].reliability.map((_, i) => (i + 0.5) / run.classes[0].reliability.length);
  const labels = () => [0, 0.2, 0.4, 0.6, 0.8, 1].map((at) => [at, fixed(at, 1)]);
  const ends = [0, ...xs, 1];
  const padded = (values) => [null, ...values, null];
  chart(body, ends, [
    { label: 'as it should be', color: 'dim', values: ends, dash: true, width: 1 },
    ...run.classes.map((each) => ({ label: each.name, color: CLASS_COLORS[each.name], values: padded(each.reliability.map((bin) => (bin.count >= 20 ? bin.observed : null))) })),
  ], { height: 260, zero: true, format: (value) => fixed(value, 2), xFormat: (x) => `said: about ${fixed(x, 2)}`, xLabels: labels });
  body.append(make('p.note', {}, 'How often what was said to be so likely came. Bins of fewer than 20 rows are left out.'));
}

function importanceBars(run) {
  const { gain, weight, permutation } = run.importance;
  const isLinear = !gain.some(isKnown);
  const rows = run.features.names.map((name, i) => ({ name, gain: gain[i], weight: weight[i], permutation: permutation[i] }));
  bars('Importance: loss without it', rows, 'permutation', 'violet', 'By how much the loss on the hold-out rises when the values of a feature are shuffled. Below 0: without it the model would have done better there.');
  if (isLinear) bars('Importance: weight', rows, 'weight', 'accent', 'Mean size of the weights of standardised features.');
  else bars('Importance: gain', rows, 'gain', 'accent', 'What a split by the feature lowers the training loss by, on average.');
}

function bars(title, rows, name, tint, note) {
  const body = card(title, 'half');
  const sorted = rows.filter((row) => isKnown(row[name])).sort((a, b) => b[name] - a[name]).slice(0, 20);
  const most = Math.max(...sorted.map((row) => Math.abs(row[name])), 1e-300);
  for (const row of sorted) {
    const share = (Math.abs(row[name]) / most) * 100;
    body.append(make('div', { style: 'display: grid; grid-template-columns: 170px 1fr 84px; gap: 10px; align-items: center; padding: 2px 0' },
      make('span', {}, row.name),
      make('span', { style: `height: 9px; border-radius: 3px; width: ${share}%; background: ${color(row[name] < 0 ? 'down' : tint)}` }),
      make('span.dim', { style: 'text-align: right' }, score(row[name]))));
  }
  body.append(make('p.note', {}, note));
}

function foldTable(run) {
  const names = Object.keys(run.metrics.holdOut.model);
  const baselines = Object.keys(run.metrics.holdOut).slice(1);
  table(card('Folds: each is judged by a model that was trained without it'), [
    { label: 'Tested from', value: (row) => row.span[0], text: minute },
    { label: 'to', value: (row) => row.span[1], text: minute },
    { label: 'Trained on', value: (row) => row.trained },
    { label: 'Tested by', value: (row) => row.tested },
    { label: 'Rounds', value: (row) => row.rounds },
    ...names.map((name) => ({ label: run.scores[name], value: (row) => row.scores.model[name], text: score })),
    ...baselines.map((name) => ({ label: `${run.scores[run.decisive]}, ${name}`, value: (row) => row.scores[name][run.decisive], text: score })).filter((column) => run.foldTable.some((row) => isKnown(column.value(row)))),
  ], run.foldTable);
  main.lastChild.append(make('p.note', {}, `Model over the folds: ${names.filter((name) => isKnown(run.metrics.spread[name].mean)).map((name) => `${run.scores[name].toLowerCase()} ${score(run.metrics.spread[name].mean)} ± ${score(run.metrics.spread[name].deviation)}`).join(', ')}.`));
}

function balance(run) {
  const { times, ...series } = run.balance;
  const isShare = 'neutral' in series;
  const names = Object.keys(series);
  chart(card(isShare ? 'Labels over time' : 'Returns over time', '', ...names.map((name) => key(name, CLASS_COLORS[name]))), times, names.map((name) => ({ label: name, color: CLASS_COLORS[name], values: series[name] })), { height: 220, zero: true, format: (value) => percent(value, isShare ? 0 : 3) });
}

function facts(title, object) {
  const body = card(title, 'half');
  const columns = make('div.columns');
  for (const [name, value] of Object.entries(object)) {
    const text = Array.isArray(value) ? value.join(', ') || 'none' : typeof value === 'number' ? plain(value) : String(value);
    columns.append(make('div', {}, make('span', {}, name), make('b', { style: 'overflow-wrap: anywhere; text-align: right' }, text)));
  }
  columns.style.columns = '1';
  body.append(columns);
}

function training(run) {
  headlines(run);
  const belief = card('How far to believe it');
  belief.append(make(run.verdict.advice === 'beats_baselines' ? 'p' : 'p.warn', { style: 'margin: 0; max-width: 110ch' }, run.verdict.says));
  belief.append(make('p.note', {}, `${run.name}, version ${run.version}, was ${run.trained}. Training rows whose labels reach into a test, and those next to it, are left out (López de Prado 2018, chapter 7).`));
  scoreTable('Hold-out', run.metrics.holdOut, run);
  scoreTable('All folds as one', run.metrics.folds, run);
  if (run.classes) {
    confusion(run);
    reliability(run);
  }
  importanceBars(run);
  foldTable(run);
  balance(run);
  facts('Data', run.data);
  facts('Parameters', { ...run.target, ...run.splits, ...run.parameters, codeVersion: run.codeVersion });
}

Object.assign(KINDS, { training });
