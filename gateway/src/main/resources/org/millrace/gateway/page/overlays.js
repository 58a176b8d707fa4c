// Which indicators a chart can show, in which of its panes, and in which colours of the theme.

export const OVERLAYS = [
  { name: 'Bollinger', pane: 'price', lines: [['bbUpper', 'grey'], ['bbMiddle', 'grey'], ['bbLower', 'grey']], on: true },
  { name: 'SMA 20', pane: 'price', lines: [['sma20', 'warn']], on: true },
  { name: 'SMA 50', pane: 'price', lines: [['sma50', 'violet']], on: true },
  { name: 'EMA 12', pane: 'price', lines: [['ema12', 'accent']], on: false },
  { name: 'EMA 26', pane: 'price', lines: [['ema26', 'orange']], on: false },
  { name: 'WMA 20', pane: 'price', lines: [['wma20', 'up']], on: false },
  { name: 'VWAP', pane: 'price', lines: [['vwap', 'orange']], on: false },
  { name: 'Volume SMA', pane: 'volume', lines: [['volumeSma20', 'warn']], on: true },
  { name: 'RSI 14', pane: 'rsi', lines: [['rsi14', 'accent']], on: true, range: [0, 100], levels: [30, 70] },
  { name: 'MACD', pane: 'macd', lines: [['macd', 'accent'], ['macdSignal', 'warn']], histogram: 'macdHistogram', on: true },
  { name: 'Stochastic', pane: 'stochastic', lines: [['stochK', 'accent'], ['stochD', 'warn']], on: false, range: [0, 100], levels: [20, 80] },
  { name: 'ATR 14', pane: 'atr', lines: [['atr14', 'orange']], on: false },
  { name: 'OBV', pane: 'obv', lines: [['obv', 'violet']], on: false },
];

const TITLES = {
  sma20: 'SMA 20', sma50: 'SMA 50', ema12: 'EMA 12', ema26: 'EMA 26', wma20: 'WMA 20', bbUpper: 'Upper band', bbMiddle: 'Middle band', bbLower: 'Lower band',
  vwap: 'VWAP', volumeSma20: 'Volume SMA', rsi14: 'RSI 14', macd: 'MACD', macdSignal: 'Signal', macdHistogram: 'Histogram', stochK: '%K', stochD: '%D',
  atr14: 'ATR 14', obv: 'OBV',
};

export function titleOf(indicator) {
  return TITLES[indicator];
}

// Returns the panes that are shown, from top to bottom, with their places in percent.
export function panes() {
  const below = [...new Set(OVERLAYS.filter((each) => each.on && !['price', 'volume'].includes(each.pane)).map((each) => each.pane))];
  const height = below.length > 3 ? 10 : 14;
  const volume = 11;
  const price = 95 - volume - 2 - below.length * (height + 2);
  let top = 1;
  return [['price', price], ['volume', volume], ...below.map((name) => [name, height])].map(([name, size]) => {
    const pane = { name, top, height: size, overlays: OVERLAYS.filter((each) => each.on && each.pane === name) };
    top += size + 2;
    return pane;
  });
}
