// What each kind of report consists of.
'use strict';

const HEADLINES = ['totalReturn', 'annualReturn', 'sharpe', 'sortino', 'maxDrawdown', 'trades', 'winRate', 'profitFactor', 'profit'];

function curves(run) {
  const { times, equity, drawdown, prices } = run.curve;
  const lines = [{ label: 'Equity', color: 'accent', values: equity, area: true }];
  const keys = [key('equity', 'accent')];
  const known = prices[run.benchmark ?? 0] ?? [];
  const first = known.findIndex(isKnown);
  if (first >= 0) {
    const scale = equity[first] / known[first];
    lines.push({ label: 'Benchmark', color: 'grey', values: known.map((price) => (isKnown(price) ? price * scale : null)), dash: true });
    keys.push(key(`${run.instruments[run.benchmark ?? 0]}, bought and held`, 'grey'));
  }
  chart(card('Equity', '', ...keys), times, lines, { height: 300, format: short });
  chart(card('Drawdown', 'half'), times, [{ label: 'Drawdown', color: 'down', values: drawdown.map((each) => -each), area: true, base: 0 }], { height: 200, zero: true, format: (value) => percent(value, 1) });
  chart(card('Exposure', 'half'), times, [{ label: 'Exposure', color: 'violet', values: run.curve.exposure.map((each, i) => each / equity[i]), area: true, base: 0 }], { height: 200, zero: true, format: (value) => percent(value, 0) });
}

function priceCharts(run) {
  run.instruments.forEach((name, index) => {
    const fills = run.fills.filter((fill) => fill.instrument === name);
    if (!fills.length) return;
    const marks = fills.map((fill) => ({ x: fill.time, y: fill.price, side: fill.side, text: `${fill.side} ${plain(fill.quantity)} at ${plain(fill.price)}, ${minute(fill.time)}` }));
    const body = card(`Trades on ${name}`, '', key('bought', 'up'), key('sold', 'down'));
    chart(body, run.fineTimes, [{ label: 'Price', color: 'accent', values: run.finePrices[index] }], { height: 300, marks });
  });
}

function months(run) {
  const body = card('Monthly returns', 'half');
  const years = [...new Set(Object.keys(run.months).map((month) => month.slice(0, 4)))];
  const most = Math.max(0.001, ...Object.values(run.months).map(Math.abs));
  const cell = (value) => {
    if (!isKnown(value)) return make('td');
    const strength = Math.round(8 + Math.min(1, Math.abs(value) / most) * 62);
    return make('td', { style: `background: color-mix(in srgb, ${color(value < 0 ? 'down' : 'up')} ${strength}%, var(--card))` }, fixed(value * 100, 1));
  };
  const rows = years.map((year) => {
    const values = MONTHS.map((_, i) => run.months[`${year}-${String(i + 1).padStart(2, '0')}`]);
    const whole = values.filter(isKnown).reduce((product, each) => product * (1 + each), 1) - 1;
    return make('tr', {}, make('th', {}, year), ...values.map(cell), cell(whole));
  });
  body.append(make('div.scroll', {}, make('table.heat', {}, make('thead', {}, make('tr', {}, make('th'), ...[...MONTHS, 'Year'].map((label) => make('th', {}, label)))), make('tbody', {}, ...rows))));
  body.append(make('p.note', {}, 'Per cent, by months of UTC.'));
}

function distribution(run) {
  const body = card('Distribution of returns', 'half', key('normal', 'orange'));
  const { from, width, counts, mean, deviation } = run.histogram;
  const total = counts.reduce((sum, each) => sum + each, 0);
  const holder = make('div');
  body.append(holder);
  const paint = () => {
    const size = Math.max(240, holder.clientWidth);
    const height = 220;
    const most = Math.max(...counts, 1) * 1.08;
    const svg = draw('svg', { height, viewBox: `0 0 ${size} ${height}`, role: 'img' });
    const px = (value) => 8 + ((value - from) / (width * counts.length || 1)) * (size - 16);
    const py = (value) => 8 + (1 - value / most) * (height - 34);
    counts.forEach((count, i) => {
      const bar = draw('rect', { x: px(from + i * width) + 0.5, width: Math.max(1, px(from + width) - px(from) - 1), y: py(count), height: height - 26 - py(count), rx: 1.5, fill: color(from + (i + 0.5) * width < 0 ? 'down' : 'up'), opacity: 0.75 });
      bar.append(draw('title', {}, `${percent(from + i * width)} to ${percent(from + (i + 1) * width)}: ${count}`));
      svg.append(bar);
    });
    let path = '';
    for (let i = 0; i <= 120 && deviation > 0; i++) {
      const x = from + (i / 120) * width * counts.length;
      const y = Math.min(most, (total * width * Math.exp(-(((x - mean) / deviation) ** 2) / 2)) / (deviation * Math.sqrt(2 * Math.PI)));
      path += `${path ? 'L' : 'M'}${px(x)},${py(y)}`;
    }
    svg.append(draw('path', { d: path, fill: 'none', stroke: color('orange'), 'stroke-width': 1.6 }));
    for (const value of ticks(from, from + width * counts.length, 6)) svg.append(draw('text', { x: px(value), y: height - 6, 'text-anchor': 'middle' }, percent(value, 1)));
    holder.replaceChildren(svg);
  };
  redraws.push(paint);
  paint();
}

function strategyTable(run) {
  if (!run.strategies.length) return;
  const names = ['profit', 'trades', 'winRate', 'profitFactor', 'expectancy', 'fees', 'slippage', 'taintedProfit'];
  table(card('Strategies'), [
    { label: 'Strategy', value: (row) => `${row.strategyId} ${row.name}` },
    { label: 'Instrument', value: (row) => row.instrument || '(the first)' },
    { label: 'Parameters', value: (row) => Object.entries(row.parameters).map(([name, value]) => `${name}=${plain(value)}`).join(', ') || 'defaults' },
    ...names.map((name) => ({ label: data.definitions[name].label, value: (row) => row.measures[name], text: (value) => shown(data.definitions[name].unit, value) })),
  ], run.strategies);
}

function tradeTable(run) {
  table(card(`Trades (${run.trades.length.toLocaleString('en-GB')})`), [
    { label: 'Opened', value: (row) => row.opened, text: minute },
    { label: 'Closed', value: (row) => row.closed, text: (value, row) => (row.open ? 'open' : minute(value)) },
    { label: 'Strategy', value: (row) => row.strategyId },
    { label: 'Instrument', value: (row) => row.instrument },
    { label: 'Side', value: (row) => row.side },
    { label: 'Quantity', value: (row) => row.quantity },
    { label: 'Entry', value: (row) => row.entryPrice },
    { label: 'Exit', value: (row) => row.exitPrice },
    { label: 'Profit', value: (row) => row.profit, text: money, tone: true },
    { label: 'Return', value: (row) => row.return, text: (value) => percent(value), tone: true },
    { label: 'Fees', value: (row) => row.fees, text: money },
    { label: 'Tainted', value: (row) => (row.tainted ? 'yes' : '') },
  ], run.trades);
}

function backtest(run) {
  tiles(run.measures, HEADLINES);
  curves(run);
  priceCharts(run);
  months(run);
  distribution(run);
  const body = measureList('Measures', run.measures);
  body.append(make('p.note', {}, `Equity at the end of each ${run.sampling.toLowerCase()}, ${plain(run.periodsPerYear)} a year, risk-free ${percent(run.riskFree)}; ${run.orders.toLocaleString('en-GB')} orders on ${run.events.toLocaleString('en-GB')} events.`));
  const refused = Object.entries(run.refusals).map(([rule, count]) => `${rule} ${count}`).join(', ');
  if (refused) body.append(make('p.note', {}, `Refused: ${refused}.`));
  for (const fault of run.faults) body.append(make('p.note.warn', {}, `Ended by its own fault: ${fault}`));
  strategyTable(run);
  tradeTable(run);
}

const KINDS = { backtest };
