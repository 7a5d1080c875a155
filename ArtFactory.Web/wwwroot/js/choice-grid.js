// Arrow keys walk the cells of a grid, from table to table where one follows the other.
export function walk(root) {
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  function onKey(event) {
    const step = steps[event.key];
    const cell = event.target.closest('tbody td');
    if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...root.querySelectorAll('tbody tr')];
    const row = rows[rows.indexOf(cell.parentElement) + step[0]];
    const next = row?.cells[cell.cellIndex + step[1]]?.querySelector('a');
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  root.addEventListener('keydown', onKey);
  root.dataset.walks = '';
  return { stop() { root.removeEventListener('keydown', onKey); } };
}
