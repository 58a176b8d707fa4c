// Asks for what a new alert is to be: only what its condition needs.

import { make, put } from './dom.js';
import * as format from './format.js';
import { TIMEFRAMES } from './ranges.js';

const MINUTE = 60;
const NEEDS = { // of each condition besides its threshold
  price_above: ['instrument'], price_below: ['instrument'], rsi_above: ['instrument', 'timeframe'], rsi_below: ['instrument', 'timeframe'],
  macd_crossover: ['instrument', 'timeframe', 'direction'], volume_spike: ['instrument', 'timeframe'], percent_move: ['instrument', 'window', 'move'],
  spread: ['instrument'], feed_stale: ['instrument', 'window', 'only'], position_limit: ['instrument'], drawdown_limit: [],
  comparison: ['instrument', 'timeframe', 'left', 'comparison', 'right'],
};
const HINTS = {
  price_above: 'the price', price_below: 'the price', rsi_above: '0 to 100', rsi_below: '0 to 100', volume_spike: 'times the mean of 20 bars', percent_move: 'percent', spread: 'in price',
  position_limit: 'quantity, long or short', drawdown_limit: '0 to 1', comparison: 'times the right field, or alone', macd_crossover: '',
};
const FIELDS = ['price', 'quantity', 'bid_price', 'bid_quantity', 'ask_price', 'ask_quantity', 'spread', 'mid', 'imbalance', 'micro_price', 'quality_score', 'book_score', 'open', 'high', 'low', 'close',
  'volume', 'buy_volume', 'bar_vwap', 'trade_count', 'sma_20', 'sma_50', 'ema_12', 'ema_26', 'rsi_14', 'macd', 'macd_signal', 'macd_hist', 'bb_upper', 'bb_middle', 'bb_lower', 'atr_14', 'stoch_k', 'stoch_d',
  'obv', 'volume_sma', 'wma_20', 'vwap', 'position', 'average_price', 'position_realised_pnl', 'position_unrealised_pnl', 'cash', 'equity', 'exposure', 'realised_pnl', 'unrealised_pnl', 'fees', 'drawdown'];
const COMPARISONS = ['above', 'below', 'crosses_above', 'crosses_below'];
const CHANNELS = ['websocket', 'email', 'webhook', 'slack', 'telegram', 'pagerduty'];

// Returns a form; create is called with what the gateway takes, and may fail.
export function alertsForm(instruments, selected, create) {
  const fields = new Map();
  const field = (name, label, input) => {
    fields.set(name, { input, node: make('label.stacked', {}, make('span', { text: label }), input) });
    return fields.get(name).node;
  };
  const choice = (label, values, chosen) => make('select', { 'aria-label': label }, ...values.map((value) => make('option', { value, text: format.words(value), selected: value === chosen })));
  const instrument = make('select', { 'aria-label': 'Instrument of the alert' },
    ...instruments.all.map((each) => make('option', { value: each.key, text: each.key, selected: each === selected })));
  const channels = CHANNELS.map((each) => make('input', { type: 'checkbox', value: each, checked: each === 'websocket' }));
  const threshold = make('input', { type: 'number', step: 'any' });
  const refusal = make('p.warn', { role: 'alert' });
  const form = make('form.alert-form', { 'aria-label': 'New alert' },
    field('condition', 'Condition', choice('Condition', Object.keys(NEEDS))), field('instrument', 'Instrument', instrument),
    field('left', 'Field', choice('Field', FIELDS, 'close')), field('comparison', 'is', choice('Comparison', COMPARISONS)),
    field('right', 'Other field', choice('Other field', ['none', ...FIELDS], 'none')), field('move', 'Direction', choice('Direction', ['either', 'above', 'below'])),
    field('direction', 'Crossing', choice('Crossing', ['bullish', 'bearish'])), field('threshold', 'Threshold', threshold),
    field('timeframe', 'Timeframe', choice('Timeframe', Object.keys(TIMEFRAMES), '1m')), field('window', 'Within, seconds', make('input', { type: 'number', min: 1, step: 1, value: 5 * MINUTE })),
    field('name', 'Name', make('input', { type: 'text', maxlength: 32, autocomplete: 'off' })), field('repeat', 'Fires', choice('Fires', ['once', 'repeatedly'])),
    field('cooldown', 'Cooldown, seconds', make('input', { type: 'number', min: 0, step: 1, value: 5 * MINUTE })), field('target', 'Target', make('input', { type: 'text', maxlength: 32, autocomplete: 'off', placeholder: 'a name of the settings' })),
    field('quietFrom', 'Quiet from, UTC', make('input', { type: 'time' })), field('quietUntil', 'Quiet until, UTC', make('input', { type: 'time' })),
    make('fieldset', {}, make('legend', { text: 'Tell by' }), ...channels.map((input) => make('label', {}, input, make('span', { text: input.value })))),
    make('div.submit', {}, make('button.primary', { type: 'submit', text: 'Create alert' }), refusal));
  const valueOf = (name) => fields.get(name).input.value;

  function showNeeded() {
    const condition = valueOf('condition');
    const needs = NEEDS[condition];
    for (const name of ['instrument', 'left', 'comparison', 'right', 'move', 'direction', 'timeframe', 'window']) fields.get(name).node.hidden = !needs.includes(name);
    fields.get('threshold').node.hidden = needs.includes('direction') || needs.includes('only');
    fields.get('cooldown').node.hidden = valueOf('repeat') === 'once';
    fields.get('target').node.hidden = !channels.some((input) => input.checked && input.value !== 'websocket');
    threshold.placeholder = HINTS[condition] ?? '';
  }

  function wanted() {
    const condition = valueOf('condition');
    const needs = NEEDS[condition];
    const alert = { condition, one_time: valueOf('repeat') === 'once', channels: channels.filter((input) => input.checked).map((input) => input.value) };
    if (valueOf('name').trim()) alert.name = valueOf('name').trim();
    if (needs.includes('instrument')) alert.symbol = valueOf('instrument');
    if (needs.includes('timeframe')) alert.timeframe = valueOf('timeframe');
    if (needs.includes('window')) alert.window_seconds = Number(valueOf('window'));
    if (needs.includes('move')) alert.comparison = valueOf('move');
    if (needs.includes('direction')) alert.threshold = valueOf('direction') === 'bullish' ? 1 : -1;
    else if (!needs.includes('only')) alert.threshold = Number(threshold.value);
    if (condition === 'comparison') {
      alert.left = valueOf('left');
      alert.comparison = valueOf('comparison');
      if (valueOf('right') !== 'none') alert.right = valueOf('right');
    }
    if (valueOf('quietFrom') && valueOf('quietUntil')) alert.quiet_hours = { from: valueOf('quietFrom'), until: valueOf('quietUntil') };
    if (!alert.one_time) alert.cooldown_seconds = Number(valueOf('cooldown'));
    if (!fields.get('target').node.hidden && valueOf('target').trim()) alert.target = valueOf('target').trim();
    return alert;
  }

  form.addEventListener('change', showNeeded);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!fields.get('threshold').node.hidden && threshold.value === '') {
      put(refusal, 'A threshold is needed.');
      threshold.focus();
      return;
    }
    try {
      await create(wanted());
      put(refusal, '');
      threshold.value = '';
    } catch (problem) {
      put(refusal, problem.message);
    }
  });
  showNeeded();
  return { node: form, focus: () => fields.get('condition').input.focus() };
}
