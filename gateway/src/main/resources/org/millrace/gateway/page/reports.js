// Shows a report that the gateway makes: a page of its own.

import { make } from './dom.js';

const KEPT_MS = 2000;

// A page that shows a token cannot have the browser show it too: then the report becomes a file.
export async function openReport(api, path, file) {
  if (!api.hasToken) {
    window.open(`/api/v1/${path}`, '_blank', 'noopener');
    return;
  }
  const address = URL.createObjectURL(await api.file(path));
  make('a', { href: address, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
