// The prompt editor: a plain textarea over a coloured copy of its text. Typing never waits for the server; the server hears of the
// text a moment later, answers with completions, and says where something is wrong.
const commands = /(?:meta|batch|pipeline):[A-Za-z_]\w*:(?:\\.|[^\s|])+/g;
const word = /[\p{L}\p{N}_]/u;

// One class per character: brackets, options, back references, draws, commands, separators.
function paint(text) {
  const kinds = new Array(text.length).fill('');
  for (const match of text.matchAll(commands)) kinds.fill('command', match.index, match.index + match[0].length);
  let open = -1;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') { if (open < 0 && kinds[i] === '') kinds[i] = kinds[i + 1] = 'escape'; i++; continue; }
    if (open < 0 && text.startsWith('||', i)) { kinds[i] = kinds[i + 1] = 'split'; i++; }
    else if (open < 0 && text.startsWith('(&)', i)) { kinds.fill('split', i, i + 3); i += 2; }
    else if (c === '[') open = i;
    else if (c === ']' && open >= 0) { token(text, kinds, open, i); open = -1; }
  }
  if (open >= 0) kinds[open] = 'bracket';
  return kinds;
}

function token(text, kinds, from, to) {
  const inner = text.slice(from + 1, to);
  const reference = inner.startsWith('=');
  kinds.fill(reference ? 'reference' : 'option', from + 1, to);
  kinds[from] = kinds[to] = 'bracket';
  for (let i = from + 1; i < to; i++) {
    if (text[i] === '\\') { i++; continue; }
    if (text[i] === ',') kinds[i] = 'bracket';
  }
  const draw = /:\d+$/.exec(inner);
  if (draw) kinds.fill('bracket', from + 1 + draw.index, to);
}

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escape = text => text.replace(/[&<>]/g, c => escapes[c]);

function colour(text, kinds, marks) {
  const faults = new Array(text.length + 1).fill('');
  for (const mark of marks) faults.fill(mark.severity, mark.start, Math.min(text.length, Math.max(mark.start + 1, mark.start + mark.length)));
  let html = '';
  for (let i = 0; i < text.length;) {
    let end = i + 1;
    while (end < text.length && kinds[end] === kinds[i] && faults[end] === faults[i]) end++;
    const names = [kinds[i] && `tk-${kinds[i]}`, faults[i] && `fault-${faults[i]}`].filter(Boolean).join(' ');
    html += names ? `<span class="${names}">${escape(text.slice(i, end))}</span>` : escape(text.slice(i, end));
    i = end;
  }
  return html + '\n';
}

export function create(root, reference, options) {
  const area = root.querySelector('textarea');
  const back = root.querySelector('.prompt-back');
  const list = root.querySelector('.completions');
  const spoken = root.querySelector('.prompt-spoken');
  let marks = [], choices = [], offeredAt = 0, at = 0, timer = 0, asked = 0, closedFor = null, autoClosed = -1;

  const draw = () => {
    back.innerHTML = colour(area.value, paint(area.value), marks);
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  };

  const tell = () => {
    clearTimeout(timer);
    timer = 0;
    reference.invokeMethodAsync('TextChanged', area.value).catch(() => {});
  };

  const changed = () => {
    if (options.draftKey) window.artFactory.write(options.draftKey, area.value);
    marks = [];
    draw();
    clearTimeout(timer);
    timer = setTimeout(tell, 90);
  };

  function close() {
    choices = [];
    list.hidden = true;
    area.removeAttribute('aria-activedescendant');
  }

  // Where the caret stands on the page, read off the coloured copy.
  function caret() {
    let left = area.selectionStart;
    const walker = document.createTreeWalker(back, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) {
        const range = document.createRange();
        range.setStart(node, left);
        range.setEnd(node, left);
        return range.getClientRects()[0] ?? back.getBoundingClientRect();
      }
      left -= node.length;
    }
    return back.getBoundingClientRect();
  }

  function show() {
    if (choices.length === 0) { close(); return; }
    list.replaceChildren(...choices.map((choice, index) => {
      const item = document.createElement('div');
      item.id = `${options.id}-option-${index}`;
      item.className = 'completion';
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', String(index === at));
      const label = document.createElement('span');
      label.textContent = choice.label;
      item.append(label);
      if (choice.detail) {
        const detail = document.createElement('span');
        detail.className = 'detail';
        detail.textContent = choice.detail;
        item.append(detail);
      }
      item.addEventListener('pointerdown', event => { event.preventDefault(); at = index; accept(); });
      return item;
    }));
    list.hidden = false;
    const box = root.getBoundingClientRect(), place = caret();
    list.style.left = `${Math.max(0, Math.min(place.left - box.left - 10, box.width - Math.min(320, box.width)))}px`;
    list.style.top = `${place.bottom - box.top + 6}px`;
    if (at < 0) area.removeAttribute('aria-activedescendant');
    else area.setAttribute('aria-activedescendant', `${options.id}-option-${at}`);
    list.children[at]?.scrollIntoView({ block: 'nearest' });
    spoken.textContent = `${choices.length} suggestions${at < 0 ? '' : `, ${choices[at].label}`}`;
  }

  // Inside a token: after an open bracket that is not escaped and not closed yet.
  function inToken() {
    const before = area.value.slice(0, area.selectionStart);
    for (let i = before.length - 1; i >= 0; i--) {
      const escaped = /(^|[^\\])(\\\\)*\\$/.test(before.slice(0, i));
      if (escaped) continue;
      if (before[i] === ']') return false;
      if (before[i] === '[') return true;
    }
    return false;
  }

  async function ask() {
    if (!options.completes || area.selectionStart !== area.selectionEnd || document.activeElement !== area) { close(); return; }
    const state = `${area.value}\n${area.selectionStart}`;
    const command = /(?:^|\s)(?:me|ba|pi)[\w:]*$/.test(area.value.slice(0, area.selectionStart));
    if (!(inToken() || command) || closedFor === state) { close(); return; }
    const mine = ++asked;
    const found = await reference.invokeMethodAsync('CompleteAsync', area.value, area.selectionStart).catch(() => []);
    if (mine !== asked || `${area.value}\n${area.selectionStart}` !== state) return;
    const typed = found.length > 0 ? area.value.slice(found[0].start, area.selectionStart) : '';
    choices = found.length === 1 && found[0].insert === typed ? [] : found;
    offeredAt = area.selectionStart;
    // Nothing typed yet: the list only offers, and Enter and Tab keep their meaning until an arrow chooses.
    at = typed.length > 0 ? 0 : -1;
    show();
  }

  // Until the server answers for what is typed now, its offers for what was typed before are narrowed here: their ranges move with the caret.
  function narrow() {
    if (choices.length === 0) return;
    const now = area.selectionStart, moved = now - offeredAt, chosen = choices[at];
    choices = choices.map(choice => ({ ...choice, length: choice.length + moved }))
      .filter(choice => choice.length >= 0 && choice.insert.toLowerCase().includes(area.value.slice(choice.start, now).toLowerCase()));
    offeredAt = now;
    at = chosen ? Math.max(0, choices.findIndex(choice => choice.insert === chosen.insert)) : -1;
    show();
  }

  function insert(text, start, length) {
    area.setSelectionRange(start, start + length);
    // The old command keeps the browser's undo; nothing newer does.
    if (!document.execCommand('insertText', false, text)) {
      area.setRangeText(text, start, start + length, 'end');
      area.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }

  // Writes what ends with a closing bracket; the caret stays inside, and the bracket gives way to a typed one.
  function insertClosed(text) {
    insert(text, area.selectionStart, 0);
    autoClosed = area.selectionStart - 1;
    area.setSelectionRange(autoClosed, autoClosed);
  }

  function accept() {
    const choice = choices[at];
    if (!choice) return;
    close();
    insert(choice.insert, choice.start, choice.length);
    closedFor = `${area.value}\n${area.selectionStart}`;
  }

  area.addEventListener('input', () => { closedFor = null; changed(); narrow(); ask(); });
  area.addEventListener('scroll', () => { back.scrollTop = area.scrollTop; });
  area.addEventListener('blur', () => { setTimeout(close, 120); if (timer) tell(); });
  area.addEventListener('click', ask);
  area.addEventListener('keyup', event => { if (/^(ArrowLeft|ArrowRight|Home|End)$/.test(event.key)) ask(); });
  area.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      event.preventDefault();
      if (event.repeat) return; // a key held down places one order
      clearTimeout(timer);
      timer = 0;
      reference.invokeMethodAsync('Submit', area.value).catch(() => {});
      return;
    }
    if (!list.hidden && choices.length > 0) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (at < 0) at = event.key === 'ArrowDown' ? 0 : choices.length - 1;
        else at = (at + (event.key === 'ArrowDown' ? 1 : choices.length - 1)) % choices.length;
        show();
        return;
      }
      if (at >= 0 && (event.key === 'Tab' || event.key === 'Enter')) { event.preventDefault(); accept(); return; }
      if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); closedFor = `${area.value}\n${area.selectionStart}`; close(); return; }
    }
    const { selectionStart: start, selectionEnd: end, value } = area;
    if (options.completes && event.key === '[' && start === end && value[start - 1] !== '\\' && !word.test(value[start] ?? ' ')) {
      event.preventDefault();
      insertClosed('[]');
      closedFor = null;
      ask();
    } else if (event.key === ']' && autoClosed >= 0 && value[start] === ']' && start === end && inToken()) {
      event.preventDefault();
      area.setSelectionRange(start + 1, start + 1);
      autoClosed = -1;
      close();
    } else if (event.key === 'Backspace' && start === end && value[start - 1] === '[' && value[start] === ']') {
      event.preventDefault();
      insert('', start - 1, 2);
    }
  });

  // What was typed before the editor was there follows what was kept, and gets what typing gets: a closing bracket, completions.
  const early = area.value;
  area.value = (options.text ?? '') + early;
  if (early) {
    if (options.completes && document.activeElement === area && inToken()) insertClosed(']');
    changed();
    ask();
  } else {
    draw();
  }
  const resize = new ResizeObserver(draw);
  resize.observe(root);
  document.fonts?.ready.then(draw);

  return {
    setText(text) {
      if (area.value === text) return;
      area.value = text;
      marks = [];
      if (options.draftKey) window.artFactory.write(options.draftKey, text);
      draw();
    },
    mark(text, found) {
      if (area.value !== text) return;
      marks = found;
      draw();
    },
    replace(text) { area.focus(); insert(text, 0, area.value.length); close(); },
    select(start, length) { area.focus(); area.setSelectionRange(start, start + length); },
    focus() { area.focus(); area.setSelectionRange(area.value.length, area.value.length); },
    dispose() { clearTimeout(timer); resize.disconnect(); },
  };
}
