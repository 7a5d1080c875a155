// What the frame needs from the browser: keys, focus, storage, clipboard.
let shell = null;
let chord = -Infinity; // when g was pressed; never, at first
const jumps = { p: '/', o: '/order', r: '/orders', l: '/production', i: '/inventory', c: '/collections', s: '/spend', t: '/tags', m: '/templates', k: '/lookups', a: '/admin' };
const typing = target => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    shell.invokeMethodAsync('OpenPalette');
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && !event.defaultPrevented) { submit(event); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === '?') { event.preventDefault(); shell.invokeMethodAsync('OpenShortcuts'); return; }
  const now = performance.now();
  if (event.key === 'g') { chord = now; return; }
  if (now - chord < 1200 && jumps[event.key]) {
    event.preventDefault();
    chord = -Infinity;
    const link = document.querySelector(`.rail a[data-jump="${event.key}"]`);
    Blazor.navigateTo(link?.getAttribute('href') ?? jumps[event.key]);
  }
}

// Ctrl+Enter in any field of a form that names its button; what the field holds is told first.
function submit(event) {
  const form = event.target.closest?.('[data-ctrl-enter]');
  if (!form) return;
  event.preventDefault();
  if (event.repeat) return; // a key held down places one order
  event.target.dispatchEvent(new Event('change', { bubbles: true }));
  form.querySelector(form.dataset.ctrlEnter)?.click();
}

function onPointer(event) {
  for (const open of document.querySelectorAll('.drop[data-open]'))
    if (!open.contains(event.target)) open.dispatchEvent(new CustomEvent('close-drop'));
}

export function attach(reference) {
  shell = reference;
  document.addEventListener('keydown', onKey);
  document.addEventListener('pointerdown', onPointer);
  document.addEventListener('error', hideBroken, true);
  document.documentElement.dataset.live = ''; // keys work from here on
}

export function detach() {
  document.removeEventListener('keydown', onKey);
  document.removeEventListener('pointerdown', onPointer);
  document.removeEventListener('error', hideBroken, true);
  delete document.documentElement.dataset.live;
  shell = null;
}

// A thumbnail that is gone shows the tile's ground and its words, not a broken picture.
function hideBroken(event) {
  if (event.target instanceof HTMLImageElement) event.target.style.visibility = 'hidden';
}

let returnTo = null;
// Keeps Tab inside a sheet while it is open, and gives the focus back after.
export function trap(element) {
  returnTo = document.activeElement;
  element.addEventListener('keydown', event => {
    if (event.target.matches('[role="combobox"]') && /^(ArrowUp|ArrowDown|Enter)$/.test(event.key)) event.preventDefault();
    if (event.key !== 'Tab') return;
    const stops = [...element.querySelectorAll('a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex="0"]')];
    if (stops.length === 0) { event.preventDefault(); return; }
    const first = stops[0], last = stops[stops.length - 1];
    if (event.shiftKey && document.activeElement === first) { event.preventDefault(); last.focus(); }
    else if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); first.focus(); }
  });
  (element.querySelector('[autofocus], input, button, a[href]') ?? element).focus();
}

export function release() {
  if (returnTo instanceof HTMLElement && returnTo.isConnected) returnTo.focus();
  returnTo = null;
}

export const focus = element => element?.focus?.();
export const scrollIntoView = id => document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
export const theme = () => window.artFactory.theme();
export const setTheme = value => window.artFactory.setTheme(value);
export const toggleRail = () => window.artFactory.toggleRail();
export const read = key => window.artFactory.read(key);
export const write = (key, value) => window.artFactory.write(key, value);
export async function copy(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
}

// A menu that drops from its button: closes on a press outside and on Escape, arrows move inside.
export function drop(root, reference) {
  const close = () => reference.invokeMethodAsync('CloseFromOutside').catch(() => {});
  root.addEventListener('close-drop', close);
  root.addEventListener('keydown', event => {
    if (event.key === 'Escape' && root.dataset.open !== undefined) {
      event.stopPropagation();
      close();
      root.querySelector('button')?.focus();
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const items = [...root.querySelectorAll('.drop-panel :is(a[href], button:not([disabled]), input)')];
    if (items.length === 0) return;
    event.preventDefault();
    const at = items.indexOf(document.activeElement);
    items[(at + (event.key === 'ArrowDown' ? 1 : items.length - 1) + items.length) % items.length].focus();
  });
}
