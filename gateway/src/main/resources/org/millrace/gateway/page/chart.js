// Candles and volume, overlays on the price, RSI and MACD below.

/* global echarts */

export const OVERLAYS = [
  { name: 'SMA 20', lines: [['sma20', '#e3a93c']], pane: 'price', on: true },
  { name: 'SMA 50', lines: [['sma50', '#b07cd8']], pane: 'price', on: true },
  { name: 'EMA 12', lines: [['ema12', '#5aa9e6']], pane: 'price', on: false },
  { name: 'EMA 26', lines: [['ema26', '#e6855a']], pane: 'price', on: false },
  { name: 'Bollinger', lines: [['bbUpper', '#6b7f99'], ['bbMiddle', '#6b7f99'], ['bbLower', '#6b7f99']], pane: 'price', on: true },
  { name: 'RSI 14', lines: [['rsi14', '#5aa9e6']], pane: 'rsi', on: true },
  { name: 'MACD', lines: [['macd', '#5aa9e6'], ['macdSignal', '#e3a93c']], histogram: 'macdHistogram', pane: 'macd', on: true },
];

const LAYOUT = { left: 12, right: 70 };

export class Chart {
  #chart;
  #element;
  #digits = 2;

  constructor(element) {
    this.#element = element;
    this.#chart = echarts.init(element, null, { renderer: 'canvas' });
    new ResizeObserver(() => requestAnimationFrame(() => this.#chart.resize())).observe(element);
  }

  // Draws everything anew, keeping what part of it is looked at.
  draw(rows, timeframe, digits) {
    this.#digits = digits;
    const panes = this.#panes();
    const times = rows.map((row) => label(row.start, timeframe));
    const zoom = this.#chart.getOption()?.dataZoom?.[0];
    const start = zoom?.start ?? Math.max(0, 100 - (100 * 120) / Math.max(rows.length, 1));
    this.#chart.setOption({
      animation: false,
      backgroundColor: 'transparent',
      textStyle: { fontFamily: 'inherit' },
      axisPointer: { link: [{ xAxisIndex: 'all' }], label: { backgroundColor: this.#color('--hover'), color: this.#color('--text') } },
      tooltip: { trigger: 'axis', axisPointer: { type: 'cross' }, confine: true, borderWidth: 1, borderColor: this.#color('--line'),
        backgroundColor: this.#color('--card'), textStyle: { color: this.#color('--text'), fontSize: 12 }, renderMode: 'richText',
        valueFormatter: (value) => (typeof value === 'number' ? value.toFixed(digits) : value) },
      title: panes.slice(1).map((pane) => ({ text: pane.name.toUpperCase(), left: LAYOUT.left - 5, top: pane.top + '%', padding: [2, 5],
        textStyle: { color: this.#color('--dim'), fontSize: 10, fontWeight: 'normal' } })),
      grid: panes.map((pane) => ({ ...LAYOUT, top: pane.top + '%', height: pane.height + '%' })),
      xAxis: panes.map((pane, i) => this.#timeAxis(times, i, i === panes.length - 1)),
      yAxis: panes.map((pane, i) => this.#valueAxis(pane, i)),
      dataZoom: [{ type: 'inside', xAxisIndex: panes.map((_, i) => i), start, end: zoom?.end ?? 100 }],
      series: panes.flatMap((pane, i) => this.#series(pane.name, i, rows)),
    }, { replaceMerge: ['title', 'grid', 'xAxis', 'yAxis', 'series'] });
  }

  show() {
    this.#chart.setOption({ dataZoom: [{ start: 0, end: 100 }] });
    this.#chart.clear();
  }

  #panes() {
    const below = OVERLAYS.filter((each) => each.on && each.pane !== 'price').map((each) => each.pane);
    const height = 16;
    const volume = 10;
    const rest = 95 - volume - 2 - below.length * (height + 2);
    let top = 2;
    return [['price', rest], ['volume', volume], ...below.map((name) => [name, height])].map(([name, size]) => {
      const pane = { name, top, height: size };
      top += size + 2;
      return pane;
    });
  }

  #timeAxis(data, gridIndex, last) {
    return { type: 'category', data, gridIndex, boundaryGap: true, axisTick: { show: false },
      axisLine: { lineStyle: { color: this.#color('--line') } }, axisLabel: { show: last, color: this.#color('--dim'), fontSize: 11 },
      splitLine: { show: false }, axisPointer: { label: { show: last } } };
  }

  #valueAxis(pane, gridIndex) {
    return { scale: pane.name !== 'volume', gridIndex, position: 'right', splitNumber: pane.name === 'price' ? 6 : 2,
      min: pane.name === 'rsi' ? 0 : undefined, max: pane.name === 'rsi' ? 100 : undefined,
      axisLabel: { color: this.#color('--dim'), fontSize: 11, formatter: pane.name === 'price' ? (value) => value.toFixed(this.#digits) : compact },
      axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: this.#color('--line'), opacity: 0.6 } } };
  }

  #series(pane, index, rows) {
    const up = this.#color('--up');
    const down = this.#color('--down');
    const base = { xAxisIndex: index, yAxisIndex: index };
    if (pane === 'volume') {
      return [{ ...base, id: 'volume', name: 'Volume', type: 'bar', barWidth: '62%', data: rows.map((row) => ({
        value: row.volume, itemStyle: { color: row.close >= row.open ? up : down, opacity: 0.5 } })) }];
    }
    const series = OVERLAYS.filter((each) => each.on && each.pane === pane).flatMap((each) => this.#lines(each, base, rows));
    if (pane === 'price') series.unshift(this.#candles(base, rows, up, down));
    return series;
  }

  #candles(base, rows, up, down) {
    const last = rows[rows.length - 1];
    return { ...base, id: 'candles', name: 'Price', type: 'candlestick',
      itemStyle: { color: up, color0: down, borderColor: up, borderColor0: down },
      data: rows.map((row) => [row.open, row.close, row.low, row.high]),
      markLine: last && { symbol: 'none', silent: true, animation: false, data: [{ yAxis: last.close }],
        lineStyle: { color: last.close >= last.open ? up : down, type: 'dashed', width: 1 },
        label: { position: 'end', color: '#fff', backgroundColor: last.close >= last.open ? up : down, fontSize: 11, lineHeight: 13, padding: [2, 4], borderRadius: 3,
          formatter: ({ value }) => Number(value).toFixed(this.#digits) } } };
  }

  #lines(overlay, base, rows) {
    const lines = overlay.lines.map(([field, color]) => ({
      ...base, id: field, name: overlay.lines.length > 1 && overlay.pane === 'price' ? field : overlay.name, type: 'line', z: overlay.lines.length > 1 ? 2 : 3, showSymbol: false, symbol: 'none',
      lineStyle: { width: 1.2, color }, itemStyle: { color }, data: rows.map((row) => row.indicators?.[field] ?? null) }));
    if (overlay.histogram) {
      lines.unshift({ ...base, id: overlay.histogram, name: 'Histogram', type: 'bar', data: rows.map((row) => {
        const value = row.indicators?.[overlay.histogram] ?? null;
        return { value, itemStyle: { color: this.#color(value >= 0 ? '--up' : '--down'), opacity: 0.55 } };
      }) });
    }
    return lines;
  }

  #color(name) {
    return getComputedStyle(this.#element).getPropertyValue(name).trim();
  }
}

function label(start, timeframe) {
  const text = new Date(start).toISOString();
  if (timeframe === '1d') return text.slice(0, 10);
  return timeframe.endsWith('s') ? text.slice(11, 19) : text.slice(5, 16).replace('T', ' ');
}

function compact(value) {
  const size = Math.abs(value);
  if (size >= 1e6) return (value / 1e6).toFixed(1) + 'M';
  if (size >= 1e3) return (value / 1e3).toFixed(1) + 'k';
  return size >= 1 || size === 0 ? String(Math.round(value * 100) / 100) : value.toPrecision(2);
}
