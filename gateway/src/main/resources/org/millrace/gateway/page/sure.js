// Asks in words before something that is seldom meant: in a dialog, which closes on the safe side.

import { make } from './dom.js';

// Resolves to whether it is meant. title: what would be done; says: paragraphs; yes, no: what the buttons say.
export function sure({ title, says, yes, no }) {
  return new Promise((resolve) => {
    const dialog = make('dialog.sure', { 'aria-label': title }, make('h2', { text: title }), ...says.map((text) => make('p', { text })),
      make('form', { method: 'dialog' }, make('button', { value: 'no', text: no, autofocus: true }), make('button.kill', { value: 'yes', text: yes })));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
