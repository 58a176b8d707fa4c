// Reports of research: searches, walk-forward analysis, Monte Carlo, comparisons.
'use strict';

function heatMap(run) {
  const [down, across] = run.axes;
  if (run.axes.length < 2) return lineOf(run);
  const definition = data.definitions[run.objective];
  const values = (name) => [...new Set(run.trials.map((trial) => trial.values[name]))].sort((a, b) => a - b);
  const best = new Map();
  for (const trial of run.trials) { // ranked: the first of a cell is its best
    const cell = `${trial.values[down]} ${trial.values[across]}`;
    if (!best.has(cell)) best.set(cell, trial.measures[run.objective]);
  }
  const [low, high] = extremes([...best.values()].filter(isKnown));
  const body = card(`${definition.label}, by ${down} and ${across}`, '', key('low', 'orange'), key('high', 'accent'));
  const columns = values(across);
  const cell = (value) => {
    if (!isKnown(value)) return make('td');
    const part = high > low ? (value - low) / (high - low) : 0.5;
    const tint = Math.round(Math.abs(part - 0.5) * 150);
    const style = `background: color-mix(in srgb, ${color(part < 0.5 ? 'orange' : 'accent')} ${tint}%, var(--card))`;
    return make('td', { style, title: shown(definition.unit, value) }, columns.length > 24 ? '' : short(Number(value.toPrecision(3))));
  };
  const rows = values(down).map((y) => make('tr', {}, make('th', {}, plain(y)), ...columns.map((x) => cell(best.get(`${y} ${x}`)))));
  body.append(make('div.scroll', {}, make('table.heat', {}, make('thead', {}, make('tr', {}, make('th', {}, `${down} ╲ ${across}`), ...columns.map((x) => make('th', {}, plain(x))))), make('tbody', {}, ...rows))));
  if (run.axes.length > 2) body.append(make('p.note', {}, 'Of all that have the same two values the best is shown.'));
}

function lineOf(run) {
  const [name] = run.axes;
  const definition = data.definitions[run.objective];
  const trials = run.trials.slice().sort((a, b) => a.values[name] - b.values[name]);
  const labels = (from, to, count) => Array.from({ length: count + 1 }, (_, i) => [from + ((to - from) * i) / count, short(from + ((to - from) * i) / count)]);
  chart(card(`${definition.label}, by ${name}`), trials.map((trial) => trial.values[name]), [{ label: definition.label, color: 'accent', values: trials.map((trial) => trial.measures[run.objective]) }], { xFormat: plain, xLabels: labels, format: (value) => shown(definition.unit, value) });
}

function trialTable(run) {
  const names = [...new Set([run.objective, 'totalReturn', 'sharpe', 'maxDrawdown', 'trades', 'winRate', 'profitFactor', 'fees'])];
  table(card(`Sets of parameters (${run.trials.length.toLocaleString('en-GB')} on the whole span)`), [
    ...Object.keys(run.trials[0].values).map((name) => ({ label: name, value: (row) => row.values[name] })),
    ...names.map((name) => ({ label: data.definitions[name].label, value: (row) => row.measures[name], text: (value) => shown(data.definitions[name].unit, value) })),
  ], run.trials, 500);
}

function search(run) {
  const belief = card('How far to believe it');
  belief.append(make(`p.note${run.deflatedSharpe < 0.95 ? '.warn' : ''}`, {}, run.belief));
  belief.append(make('p.note', {}, `Method ${run.method.toLowerCase()}, seed ${run.seed}; deflated Sharpe ratio after Bailey and López de Prado (2014).`));
  heatMap(run);
  trialTable(run);
  backtest(run);
}

function walkForward(run) {
  const definition = data.definitions[run.objective];
  tiles(run.measures, ['totalReturn', 'annualReturn', 'sharpe', 'sortino', 'maxDrawdown', 'calmar']);
  const note = card('How it went');
  note.append(make('p.note', {}, `${run.windows.length} steps of ${run.sets} sets each; the tested spans gained ${isKnown(run.efficiency) ? run.efficiency.toFixed(3) : '–'} times what the searched ones did, a year.`));
  chart(card('Tested spans, one behind the other'), run.times, [{ label: 'Growth', color: 'accent', values: run.equity, area: true }], { height: 300 });
  table(card('Steps'), [
    { label: 'Searched from', value: (row) => row.span[0], text: minute },
    { label: 'Tested from', value: (row) => row.span[1], text: minute },
    { label: 'To', value: (row) => row.span[2], text: minute },
    ...Object.keys(run.windows[0].values).map((name) => ({ label: name, value: (row) => row.values[name] })),
    { label: `${definition.label}, searched`, value: (row) => row.trained, text: (value) => shown(definition.unit, value) },
    { label: `${definition.label}, tested`, value: (row) => row.tested, text: (value) => shown(definition.unit, value), tone: true },
    { label: 'Return, tested', value: (row) => row.measures.totalReturn, text: (value) => percent(value), tone: true },
    { label: 'Deflated Sharpe', value: (row) => row.deflatedSharpe, text: (value) => percent(value, 1) },
  ], run.windows);
  measureList('Measures of the tested spans', run.measures);
}

function bandChart(title, bands, noun) {
  const xs = bands.actual.map((_, i) => i);
  const labels = (from, to, count) => Array.from({ length: count + 1 }, (_, i) => [from + ((to - from) * i) / count, `${Math.round((i / count) * 100)} %`]);
  const [p5, p25, p50, p75, p95] = bands.bands;
  const body = card(title, '', key('as it went', 'accent'), key('median', 'orange'));
  chart(body, xs, [{ label: 'As it went', color: 'accent', values: bands.actual }, { label: 'Median', color: 'orange', values: p50, dash: true }, { label: '5 %', color: 'grey', values: p5, width: 0.8 }, { label: '95 %', color: 'grey', values: p95, width: 0.8 }],
    { height: 300, xLabels: labels, xFormat: (x) => `${Math.round((x / (xs.length - 1)) * 100)} % of the ${noun}`, bands: [{ low: p5, high: p95, color: 'accent', opacity: 0.1 }, { low: p25, high: p75, color: 'accent', opacity: 0.16 }] });
  table(body, [
    { label: 'Of all runs, below', value: (row) => row.share, text: (value) => percent(value, 0) },
    { label: 'Total return', value: (row) => row.totalReturn, text: (value) => percent(value), tone: true },
    { label: 'Max drawdown', value: (row) => row.maxDrawdown, text: (value) => percent(value) },
  ], data.shares.map((share, i) => ({ share, totalReturn: bands.totalReturn[i], maxDrawdown: bands.maxDrawdown[i] })));
  body.append(make('p.note', {}, `${percent(bands.lossProbability, 1)} of the runs ended with a loss.`));
}

function monteCarlo(run) {
  bandChart(`Returns drawn again in blocks of ${run.block}, ${run.runs} times`, run.blocks, 'periods');
  bandChart(`Trades shuffled, ${run.runs} times`, run.trades, 'trades');
  main.append(make('p.note', { style: 'grid-column: span 12' }, `Seed ${run.seed}. Bands hold 50 % and 90 % of all runs at each point. Shuffled trades all end alike: it is the drawdown that differs.`));
}

function compare(run) {
  const every = run.runs.flatMap((each) => each.times);
  const xs = [...new Set(every)].sort((a, b) => a - b);
  const lines = run.runs.map((each, i) => {
    const known = new Map(each.times.map((time, j) => [time, each.equity[j] / each.equity[0] - 1]));
    let last = null;
    return { label: each.name, color: PALETTE[i % PALETTE.length], values: xs.map((x) => (last = known.get(x) ?? last)), format: (value) => percent(value) };
  });
  chart(card('Return', '', ...lines.map((line) => key(line.label, line.color))), xs, lines, { height: 360, format: (value) => percent(value, 0) });
  const names = Object.keys(data.definitions).filter((name) => run.runs.some((each) => isKnown(each.measures[name])));
  table(card('Measures'), [
    { label: 'Measure', value: (row) => data.definitions[row].label },
    ...run.runs.map((each) => ({ label: each.name, value: (row) => each.measures[row], text: (value, row) => shown(data.definitions[row].unit, value) })),
  ], names);
}

Object.assign(KINDS, { search, walkForward, monteCarlo, compare });
