// A line of prices small enough for a cell of a table.

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 96;
const HEIGHT = 22;

// Draws points { minute, price } into a cell; nothing happens where it shows them already.
export function drawSpark(cell, points) {
  const last = points[points.length - 1];
  const state = `${points.length} ${last?.minute} ${last?.price}`;
  if (cell.dataset.state === state) return;
  cell.dataset.state = state;
  let line = cell.querySelector('polyline');
  if (!line) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute('class', 'spark');
    svg.setAttribute('aria-hidden', 'true');
    line = document.createElementNS(SVG, 'polyline');
    svg.append(line);
    cell.append(svg);
  }
  line.setAttribute('points', coordinates(points));
  line.setAttribute('class', points.length && last.price < points[0].price ? 'down' : 'up');
}

function coordinates(points) {
  if (points.length < 2) return points.length ? `0,${HEIGHT / 2} ${WIDTH},${HEIGHT / 2}` : '';
  const prices = points.map((point) => point.price);
  const low = Math.min(...prices);
  const range = Math.max(...prices) - low || 1;
  const first = points[0].minute;
  const span = points[points.length - 1].minute - first || 1;
  return points.map(({ minute, price }) => {
    const x = ((minute - first) / span) * WIDTH;
    const y = HEIGHT - 2 - ((price - low) / range) * (HEIGHT - 4);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  }).join(' ');
}
