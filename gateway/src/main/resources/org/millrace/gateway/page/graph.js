// ECharts as all charts here want it: our colours, sized with its element, drawn on canvas, without a word of HTML.

/* global echarts */

import { color } from './theme.js';

export class Graph {
  #chart;
  #observer;

  constructor(element) {
    this.#chart = echarts.init(element, null, { renderer: 'canvas' });
    this.#observer = new ResizeObserver(() => requestAnimationFrame(() => this.#chart.isDisposed() || this.#chart.resize()));
    this.#observer.observe(element);
  }

  // Draws an option; what is listed in replace loses what is not in the option any more.
  draw(option, replace = ['series']) {
    this.#chart.setOption({ animation: false, backgroundColor: 'transparent', textStyle: { fontFamily: 'inherit' }, ...option }, { replaceMerge: replace });
  }

  zoom() {
    return this.#chart.getOption()?.dataZoom?.[0];
  }

  on(event, listener) {
    this.#chart.on(event, listener);
  }

  clear() {
    this.#chart.clear();
  }

  close() {
    this.#observer.disconnect();
    this.#chart.dispose();
  }
}

export function tooltip(more = {}) {
  return {
    trigger: 'axis', confine: true, renderMode: 'richText', borderWidth: 1, borderColor: color('line'), backgroundColor: color('card'),
    padding: 8, textStyle: { color: color('text'), fontSize: 12 }, axisPointer: { type: 'line', lineStyle: { color: color('dim') } }, ...more,
  };
}

export function valueAxis(more = {}) {
  return {
    type: 'value', scale: true, axisLine: { show: false }, axisTick: { show: false },
    splitLine: { lineStyle: { color: color('line'), opacity: 0.6 } }, ...more, axisLabel: { color: color('dim'), fontSize: 11, ...more.axisLabel },
  };
}

export function timeAxis(more = {}) {
  return {
    type: 'time', axisTick: { show: false }, axisLine: { lineStyle: { color: color('line') } }, splitLine: { show: false }, ...more,
    axisLabel: { color: color('dim'), fontSize: 11, hideOverlap: true, ...more.axisLabel },
  };
}

export function categoryAxis(data, more = {}) {
  return {
    type: 'category', data, axisTick: { show: false }, axisLine: { lineStyle: { color: color('line') } }, splitLine: { show: false }, ...more,
    axisLabel: { color: color('dim'), fontSize: 11, ...more.axisLabel },
  };
}
