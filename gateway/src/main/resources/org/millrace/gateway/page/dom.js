// Makes and changes elements. Text goes in as textContent only: symbols, reasons and problems come from outside.

// Returns a new element: 'td.number', { title: 'x', text: 'y', onclick }, children.
export function make(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split('.');
  const node = document.createElement(tag || 'div');
  if (classes.length) node.className = classes.join(' ');
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'text') node.textContent = value;
    else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name.startsWith('aria-')) node.setAttribute(name, String(value));
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

// Writes only what is new: what stays as it was costs no layout.
export function put(node, text, className) {
  if (node.textContent !== text) node.textContent = text;
  if (className !== undefined && node.className !== className) node.className = className;
}

export function byId(id) {
  return document.getElementById(id);
}

// Returns a group of buttons of which one is pressed: options are [value, text].
export function segments(label, options, chosen, onChoose) {
  const group = make('div.segments', { role: 'group', 'aria-label': label });
  for (const [value, text, title] of options) {
    const button = make('button', { type: 'button', text, title, 'data-value': value, 'aria-pressed': value === chosen });
    button.addEventListener('click', () => {
      press(group, value);
      onChoose(value);
    });
    group.append(button);
  }
  return group;
}

export function press(group, value) {
  for (const button of group.children) button.setAttribute('aria-pressed', String(button.dataset.value === String(value)));
}

// Returns a card with a heading, and what is in it.
export function card(title, ...children) {
  return make('section.card', { 'aria-label': title }, make('h2', { text: title }), ...children);
}

let toasts = 0;

// Says something for a while.
export function toast(text, kind = '') {
  const node = make(`div.toast.${kind || 'plain'}`, { text, id: `toast-${++toasts}` });
  byId('toasts').append(node);
  setTimeout(() => node.remove(), 8000);
}
