// The stage of the viewer: zoom at the pointer, pan, fit, 1:1, pinch. Everything happens in the browser; the server is only told
// of keys that mean something to it.
const LEAST = 0.1, MOST = 8;
const TO_SERVER = new Set(['ArrowLeft', 'ArrowRight', 'Escape', 'l', 'L', 'x', 'X', 'Delete', 'i', 'I', 't', 'T', '0', '1', '2', '3', '4', '5']);

export function open(stage, server) {
  let picture = null, scale = 1, x = 0, y = 0, fitted = true, pointers = new Map(), pinch = 0, moved = false;
  const readout = () => document.querySelector('[data-zoom]');

  const natural = () => ({
    width: Number(picture.dataset.width) || picture.naturalWidth || 1,
    height: Number(picture.dataset.height) || picture.naturalHeight || 1,
  });
  const fitScale = () => {
    const { width, height } = natural();
    return Math.min(stage.clientWidth / width, stage.clientHeight / height, 1);
  };

  function apply() {
    if (!picture) return;
    const { width, height } = natural();
    const w = width * scale, h = height * scale;
    // A picture smaller than the stage is centred; a larger one cannot be lost beyond the edge.
    x = w <= stage.clientWidth ? (stage.clientWidth - w) / 2 : Math.min(0, Math.max(stage.clientWidth - w, x));
    y = h <= stage.clientHeight ? (stage.clientHeight - h) / 2 : Math.min(0, Math.max(stage.clientHeight - h, y));
    picture.style.width = w + 'px';
    picture.style.height = h + 'px';
    picture.style.transform = `translate(${x}px, ${y}px)`;
    picture.classList.toggle('pixels', scale >= 3);
    stage.classList.toggle('can-pan', w > stage.clientWidth + 1 || h > stage.clientHeight + 1);
    if (readout()) readout().textContent = Math.round(scale * 100) + ' %';
    // The 800 px thumbnail is enough until more pixels than it has are on the screen.
    const full = picture.dataset.full;
    if (full && picture.getAttribute('src') !== full && (w * devicePixelRatio > 810 || h * devicePixelRatio > 810)) {
      const loader = new Image();
      const wanted = picture;
      loader.onload = () => { if (wanted === picture) picture.src = full; };
      loader.src = full;
      picture.dataset.full = '';
    }
  }

  function fit() { if (!picture) return; fitted = true; scale = fitScale(); apply(); }

  function zoomTo(wanted, px, py) {
    if (!picture) return;
    const next = Math.min(MOST, Math.max(Math.min(LEAST, fitScale()), wanted));
    x = px - (px - x) * next / scale;
    y = py - (py - y) * next / scale;
    scale = next;
    fitted = false;
    apply();
  }
  const middle = () => [stage.clientWidth / 2, stage.clientHeight / 2];

  function show() {
    const found = stage.querySelector('img[data-full]');
    if (found === picture && picture?.dataset.shown === picture?.dataset.id) return;
    picture = found;
    if (!picture) return;
    picture.dataset.shown = picture.dataset.id;
    picture.addEventListener('load', () => { if (fitted) fit(); }, { once: true });
    fit();
  }

  const local = event => {
    const box = stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  function onWheel(event) {
    if (!picture) return;
    event.preventDefault();
    zoomTo(scale * Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0018)), ...local(event));
  }
  function onDown(event) {
    if (!picture || event.button !== 0 || event.target.closest('button, a')) return;
    stage.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, local(event));
    moved = false;
    pinch = 0;
    stage.classList.add('panning');
  }
  function onMove(event) {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = local(event);
    pointers.set(event.pointerId, now);
    if (pointers.size === 2) {
      const [a, b] = [...pointers.values()];
      const distance = Math.hypot(a[0] - b[0], a[1] - b[1]);
      if (pinch) zoomTo(scale * distance / pinch, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
      pinch = distance;
    } else {
      x += now[0] - before[0];
      y += now[1] - before[1];
      moved ||= Math.abs(now[0] - before[0]) + Math.abs(now[1] - before[1]) > 2;
      apply();
    }
  }
  function onUp(event) {
    pointers.delete(event.pointerId);
    pinch = 0;
    if (pointers.size === 0) stage.classList.remove('panning');
  }
  function onDouble(event) {
    if (event.target.closest('button, a, video, audio')) return;
    if (fitted) zoomTo(Math.max(1, fitScale() * 2), ...local(event)); else fit();
  }

  function command(name) {
    if (name === 'fit') fit();
    else if (name === 'full') zoomTo(1, ...middle());
    else if (name === 'in') zoomTo(scale * 1.25, ...middle());
    else if (name === 'out') zoomTo(scale / 1.25, ...middle());
    else if (name === 'screen') document.fullscreenElement ? document.exitFullscreen() : stage.closest('[data-viewer]')?.requestFullscreen();
  }
  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, [contenteditable], [role=dialog]')) return;
    if (event.target.closest?.('video, audio') && event.key.startsWith('Arrow')) return;
    const zoom = { '+': 'in', '=': 'in', '-': 'out', f: 'screen', F: 'screen', z: fitted ? 'full' : 'fit', Z: fitted ? 'full' : 'fit' }[event.key];
    if (zoom) { event.preventDefault(); command(zoom); return; }
    if (event.key === 'Escape' && document.fullscreenElement) return;
    if (!TO_SERVER.has(event.key)) return;
    event.preventDefault();
    server.invokeMethodAsync('Press', event.key)
      .then(() => { if (event.key.toLowerCase() === 't') document.querySelector('.viewer-panel .tag-box input')?.focus(); })
      .catch(() => { });
  }

  const resized = new ResizeObserver(() => fitted ? fit() : apply());
  resized.observe(stage);
  const changed = new MutationObserver(show);
  changed.observe(stage, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-id'] });
  stage.addEventListener('wheel', onWheel, { passive: false });
  stage.addEventListener('pointerdown', onDown);
  stage.addEventListener('pointermove', onMove);
  stage.addEventListener('pointerup', onUp);
  stage.addEventListener('pointercancel', onUp);
  stage.addEventListener('dblclick', onDouble);
  document.addEventListener('keydown', onKey);
  show();
  stage.dataset.live = ''; // keys work from here on

  return {
    command,
    preload(addresses) { for (const address of addresses) new Image().src = address; },
    stop() {
      resized.disconnect();
      changed.disconnect();
      document.removeEventListener('keydown', onKey);
    },
  };
}
