// Begins: theme, head, and the sections of this kind of report.
'use strict';

document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
document.getElementById('theme').addEventListener('click', () => {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === 'light' ? 'dark' : 'light';
});
document.title = `Millrace: ${data.title}`;
document.querySelector('h1').textContent = data.title;
document.getElementById('subtitle').textContent = data.subtitle;
KINDS[data.kind](data);
let waiting = 0;
addEventListener('resize', () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => redraws.forEach((paint) => paint()));
});
