// Draws a report from the JSON in this page. Nothing is fetched; charts are SVG, redrawn when the window changes.
'use strict';

const data = JSON.parse(document.getElementById('data').textContent);
const main = document.querySelector('main');
const SVG = 'http://www.w3.org/2000/svg';
const PALETTE = ['accent', 'orange', 'violet', 'up', 'warn', 'down', 'grey'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const redraws = [];

function make(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const node = document.createElement(name);
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'style') node.style.cssText = value; // a server's policy allows no attribute of that name
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

function draw(tag, attributes = {}, text) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

const color = (name) => `var(--${name})`;
const isKnown = (value) => value !== null && value !== undefined && Number.isFinite(value);
const fixed = (value, digits) => value.toFixed(digits).replace(/^-(0\.?0*)$/, '$1'); // nothing is less than nothing
const percent = (value, digits = 2) => (isKnown(value) ? `${fixed(value * 100, digits)} %` : '–');
const plain = (value) => (isKnown(value) ? Number(value.toPrecision(7)).toLocaleString('en-GB', { maximumFractionDigits: 8 }) : '–');
const money = (value) => (isKnown(value) ? value.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 }) : '–');
const short = (value) => {
  const size = Math.abs(value);
  if (size >= 1e9) return `${Number((value / 1e9).toFixed(2))}B`;
  if (size >= 1e6) return `${Number((value / 1e6).toFixed(2))}M`;
  if (size >= 1e4) return `${Number((value / 1e3).toFixed(1))}k`;
  return String(Number(value.toPrecision(5)));
};
const iso = (ms) => new Date(ms).toISOString();
const minute = (ms) => iso(ms).slice(0, 16).replace('T', ' ');
const sign = (value) => (value > 0 ? 'up' : value < 0 ? 'down' : 'dim');

function shown(unit, value) {
  if (!isKnown(value)) return '–';
  switch (unit) {
    case 'PERCENT': return percent(value);
    case 'MONEY': return money(value);
    case 'DAYS': return `${value.toFixed(2)} d`;
    case 'COUNT': return value.toLocaleString('en-GB');
    default: return fixed(value, 3);
  }
}

function card(title, size = '', ...tools) {
  const body = make('div');
  const node = make(`section.card${size && '.' + size}`, {}, make('div.toolbar', {}, make('h2', {}, title), make('span.spacer'), ...tools), body);
  main.append(node);
  return body;
}

function key(label, name) {
  return make('span.key', { style: `color: ${color(name)}` }, make('i'), label);
}

function ticks(low, high, count) {
  const raw = (high - low) / count || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= raw);
  const values = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-9; at += step) values.push(Number(at.toPrecision(12)));
  return values;
}

function timeLabels(from, to, count) {
  const span = to - from;
  const labels = [];
  for (let i = 0; i <= count; i++) {
    const at = from + (span * i) / count;
    const text = iso(at);
    labels.push([at, span > 200 * 864e5 ? text.slice(0, 7) : span > 3 * 864e5 ? text.slice(5, 10) : text.slice(11, 16)]);
  }
  return labels;
}

// A chart over a common axis: lines of {label, color, values, area, step}; marks of {x, y, side, text}; bands of {low, high}.
function chart(body, xs, lines, { height = 260, format = short, marks = [], bands = [], xFormat = minute, xLabels = timeLabels, zero = false } = {}) {
  const holder = make('div');
  body.append(holder);
  const paint = () => {
    const width = Math.max(240, holder.clientWidth);
    const left = 58;
    const right = 10;
    const bottom = height - 22;
    const every = [...lines.flatMap((line) => line.values), ...marks.map((mark) => mark.y), ...bands.flatMap((band) => [...band.low, ...band.high])].filter(isKnown);
    let low = Math.min(...(zero ? [0] : []), ...extremes(every));
    let high = Math.max(...(zero ? [0] : []), ...extremes(every));
    if (low === high) { low -= 1; high += 1; }
    const pad = (high - low) * 0.05;
    low -= zero && low === 0 ? 0 : pad;
    high += zero && high === 0 ? 0 : pad;
    const from = xs[0];
    const to = xs[xs.length - 1];
    const px = (x) => left + ((x - from) / (to - from || 1)) * (width - left - right);
    const py = (y) => 8 + ((high - y) / (high - low)) * (bottom - 8);
    const svg = draw('svg', { height, viewBox: `0 0 ${width} ${height}`, role: 'img' });
    for (const value of ticks(low, high, 5)) {
      svg.append(draw('line', { x1: left, x2: width - right, y1: py(value), y2: py(value), stroke: color('line') }));
      svg.append(draw('text', { x: left - 8, y: py(value) + 4, 'text-anchor': 'end' }, format(value)));
    }
    const labels = xLabels(from, to, Math.max(2, Math.floor(width / 150)));
    labels.forEach(([at, text], i) => {
      const anchor = i === 0 ? 'start' : i === labels.length - 1 ? 'end' : 'middle';
      svg.append(draw('text', { x: px(at), y: height - 5, 'text-anchor': anchor }, text));
    });
    for (const band of bands) {
      const up = xs.map((x, i) => `${px(x)},${py(band.high[i])}`);
      const down = xs.map((x, i) => `${px(x)},${py(band.low[i])}`).reverse();
      svg.append(draw('polygon', { points: [...up, ...down].join(' '), fill: color(band.color), opacity: band.opacity }));
    }
    for (const line of lines) {
      let path = '';
      let pen = 'M';
      line.values.forEach((value, i) => {
        if (isKnown(value)) path += `${pen}${px(xs[i]).toFixed(1)},${py(value).toFixed(1)}`;
        pen = isKnown(value) ? 'L' : 'M';
      });
      if (line.area) {
        const base = py(Math.max(low, Math.min(high, line.base ?? low)));
        svg.append(draw('path', { d: `${path}L${px(to)},${base}L${px(from)},${base}Z`, fill: color(line.color), opacity: 0.16 }));
      }
      svg.append(draw('path', { d: path, fill: 'none', stroke: color(line.color), 'stroke-width': line.width ?? 1.6, 'stroke-linejoin': 'round', ...(line.dash && { 'stroke-dasharray': '4 4' }) }));
    }
    for (const mark of marks) {
      if (!isKnown(mark.y) || mark.x < from || mark.x > to) continue;
      const x = px(mark.x);
      const y = py(mark.y);
      const s = mark.side === 'BUY' ? 1 : -1;
      const points = `${x},${y + 3 * s} ${x - 5},${y + 12 * s} ${x + 5},${y + 12 * s}`;
      const node = draw('polygon', { points, fill: color(mark.side === 'BUY' ? 'up' : 'down') });
      node.append(draw('title', {}, mark.text));
      svg.append(node);
    }
    hover(holder, svg, { xs, lines, px, py, left, bottom, width, format, xFormat });
    holder.replaceChildren(svg);
  };
  redraws.push(paint);
  paint();
}

function extremes(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

function hover(holder, svg, { xs, lines, px, left, bottom, width, format, xFormat }) {
  const cursor = draw('line', { y1: 8, y2: bottom, stroke: color('dim'), 'stroke-dasharray': '3 3', visibility: 'hidden' });
  svg.append(cursor);
  const tip = make('div.tip', { hidden: '' });
  svg.addEventListener('pointermove', (event) => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width;
    let i = 0;
    let far = xs.length - 1;
    while (far - i > 1) {
      const middle = (i + far) >> 1;
      if (px(xs[middle]) < x) i = middle;
      else far = middle;
    }
    i = Math.abs(px(xs[far]) - x) < Math.abs(px(xs[i]) - x) ? far : i;
    cursor.setAttribute('x1', px(xs[i]));
    cursor.setAttribute('x2', px(xs[i]));
    cursor.setAttribute('visibility', x < left ? 'hidden' : 'visible');
    tip.hidden = x < left;
    tip.replaceChildren(make('div.dim', {}, xFormat(xs[i])), ...lines.map((line) => make('div', {}, `${line.label}: ${(line.format ?? format)(line.values[i] ?? NaN)}`)));
    holder.append(tip);
    const at = (px(xs[i]) / width) * box.width + holder.offsetLeft;
    tip.style.left = `${at > box.width / 2 ? at - tip.offsetWidth - 12 : at + 12}px`;
    tip.style.top = `${event.clientY - box.top + holder.offsetTop}px`;
  });
  svg.addEventListener('pointerleave', () => {
    cursor.setAttribute('visibility', 'hidden');
    tip.hidden = true;
  });
}

// A table that is sorted by a click: columns of {label, value, text, tone}.
function table(body, columns, rows, most = 1000) {
  const head = make('tr');
  const lines = make('tbody');
  let order = rows.slice();
  const fill = () => lines.replaceChildren(...order.slice(0, most).map((row) => make('tr', {}, ...columns.map((column) => {
    const value = column.value(row);
    return make(`td${column.tone && isKnown(value) ? '.' + sign(value) : ''}`, {}, column.text ? column.text(value, row) : isKnown(value) ? plain(value) : String(value ?? '–'));
  }))));
  columns.forEach((column) => {
    let up = false;
    const cell = make('th', { tabindex: 0 }, column.label);
    const sort = () => {
      up = !up;
      order = rows.slice().sort((a, b) => {
        const [x, y] = [column.value(a), column.value(b)];
        return (x > y ? 1 : x < y ? -1 : 0) * (up ? -1 : 1);
      });
      fill();
    };
    cell.addEventListener('click', sort);
    cell.addEventListener('keydown', (event) => event.key === 'Enter' && sort());
    head.append(cell);
  });
  fill();
  body.append(make('div.scroll', {}, make('table', {}, make('thead', {}, head), lines)));
  if (rows.length > most) body.append(make('p.note', {}, `The first ${most} of ${rows.length.toLocaleString('en-GB')} are shown; --csv writes all.`));
}

function tiles(measures, keys) {
  const node = make('div.tiles');
  for (const name of keys) {
    const definition = data.definitions[name];
    const isSigned = ['totalReturn', 'annualReturn', 'sharpe', 'profit', 'alpha'].includes(name);
    node.append(make('div.tile', {}, make('span', {}, definition.label), make(`b${isSigned ? '.' + sign(measures[name]) : ''}`, {}, shown(definition.unit, measures[name]))));
  }
  main.append(node);
}

function measureList(title, measures) {
  const body = card(title);
  const columns = make('div.columns');
  for (const [name, definition] of Object.entries(data.definitions)) {
    if (name in measures) columns.append(make('div', {}, make('span', {}, definition.label), make('b', {}, shown(definition.unit, measures[name]))));
  }
  body.append(columns);
  return body;
}
