// Tells the server which rows of the grid are near the screen, and how the tiles are laid out. One message per frame at most,
// and only when the rows to show have changed.
const GAP = 8;
const OVERSCAN = 4;

export function watch(grid, server, tileSize) {
  let size = tileSize, last = '', frame = 0, stopped = false;

  function measure() {
    frame = 0;
    if (stopped || !grid.isConnected) return;
    const width = grid.clientWidth;
    if (width === 0) return;
    const wanted = Math.min(size, width < 480 ? Math.max(96, (width - GAP * 2) / 3) : size);
    const columns = Math.max(1, Math.floor((width + GAP) / (wanted + GAP)));
    const row = (width - GAP * (columns - 1)) / columns + GAP;
    grid.style.setProperty('--columns', columns);
    grid.style.setProperty('--row', row + 'px');
    const top = grid.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(-top / row) - OVERSCAN);
    const rows = Math.ceil(window.innerHeight / row) + OVERSCAN * 2;
    // In steps of two rows, so that slow scrolling does not send a message for every row.
    const from = first - (first % 2);
    const key = columns + ':' + from + ':' + rows;
    if (key === last) return;
    last = key;
    server.invokeMethodAsync('ShowRows', columns, from, rows).catch(() => { });
  }

  const soon = () => { frame ||= requestAnimationFrame(measure); };
  const resized = new ResizeObserver(soon);
  resized.observe(grid);
  window.addEventListener('scroll', soon, { passive: true });
  window.addEventListener('resize', soon, { passive: true });
  measure();

  return {
    resize(tile) { size = tile; last = ''; soon(); },
    stop() {
      stopped = true;
      resized.disconnect();
      window.removeEventListener('scroll', soon);
      window.removeEventListener('resize', soon);
    },
  };
}

// What the server renders in answer to a key; null when it does not come.
async function appearing(selector) {
  for (let frame = 0; frame < 60; frame++) {
    const found = document.querySelector(selector);
    if (found) return found;
    await new Promise(resolve => requestAnimationFrame(resolve));
  }
  return null;
}

// The bar of the chosen, with its box for a tag open and ready to be typed into.
async function tag() {
  const drop = await appearing('.selection-bar .tag-drop');
  if (drop && drop.dataset.open === undefined) drop.querySelector('button').click();
  (await appearing('.selection-bar .tag-drop input'))?.focus();
}

const KEYS = new Set(['l', 'L', 'x', 'X', 'c', 'C', 't', 'T', 'Delete', ' ', 'Escape', '0', '1', '2', '3', '4', '5']);

// Arrow keys walk the tiles; the letters of culling go to the server with the tile's index, choosing by the round button, by shift and
// control with its id.
export function keys(grid, server) {
  const at = element => {
    const tile = element.closest?.('[data-index]');
    return tile && grid.contains(tile) ? Number(tile.dataset.index) : -1;
  };
  const focus = index => {
    const tile = grid.querySelector(`[data-index="${index}"]`);
    (tile?.querySelector('a') ?? tile)?.focus();
    return !!tile;
  };

  function onKey(event) {
    const index = at(event.target);
    const columns = Number(getComputedStyle(grid).getPropertyValue('--columns')) || 1;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (step !== undefined && index >= 0 && !event.altKey && !event.metaKey) {
      event.preventDefault();
      if (focus(index + step) && event.shiftKey) server.invokeMethodAsync('Choose', index + step, true);
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      server.invokeMethodAsync('ChooseAll');
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS.has(event.key)) return;
    if (event.target.closest('button, input, textarea') && event.key === ' ') return;
    event.preventDefault();
    server.invokeMethodAsync('Press', index, event.key).then(() => event.key.toLowerCase() === 't' && tag()).catch(() => { });
  }

  function onClick(event) {
    const index = at(event.target);
    // By its id: while pictures arrive, another may have taken the place.
    const id = event.target.closest('[data-id]')?.dataset.id;
    if (index >= 0 && id && event.target.closest('.pick')) {
      server.invokeMethodAsync('Pick', id, event.shiftKey);
      return;
    }
    if (index < 0 || !id || !event.target.closest('a') || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    server.invokeMethodAsync('Pick', id, event.shiftKey);
  }

  grid.addEventListener('keydown', onKey);
  grid.addEventListener('click', onClick, true);
  return {
    stop() {
      grid.removeEventListener('keydown', onKey);
      grid.removeEventListener('click', onClick, true);
    },
  };
}
