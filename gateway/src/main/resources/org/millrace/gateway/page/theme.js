// Dark, or light; and the colours as charts need them.

const KEY = 'millrace.theme';
const listeners = new Set();
let colors = new Map();

export function beginTheme() {
  const kept = localStorage.getItem(KEY);
  if (kept === 'light' || kept === 'dark') document.documentElement.dataset.theme = kept;
}

export function switchTheme() {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem(KEY, root.dataset.theme);
  colors = new Map();
  for (const listener of listeners) listener();
}

// Has a listener called when colours changed; returns what ends that.
export function onTheme(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function color(name) {
  if (!colors.has(name)) colors.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  return colors.get(name);
}

export function isLight() {
  return document.documentElement.dataset.theme === 'light';
}
