// Starts the circuit, and keeps the connection bar honest: short breaks reconnect by themselves, a restarted server reloads the page.
const bar = document.getElementById('components-reconnect-modal');
const text = document.getElementById('connection-text');
const states = {
  show: 'Connection lost. Reconnecting…',
  retrying: 'Connection lost. Reconnecting…',
  failed: 'The server is away. This page comes back when it does.',
  rejected: 'The server was restarted. Loading the page again…',
  'resume-failed': 'The server was restarted. Loading the page again…',
  paused: 'This page was set aside. Loading it again…',
};

let shownAt = 0;
function say(state) {
  if (!states[state]) { delete bar.dataset.state; return; }
  bar.dataset.state = state;
  text.textContent = states[state];
}

async function reloadWhenAlive() {
  for (;;) {
    try {
      const answer = await fetch('/alive', { cache: 'no-store' });
      if (answer.ok) { location.reload(); return; }
    } catch { /* still away */ }
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}

bar.addEventListener('components-reconnect-state-changed', event => {
  const state = event.detail.state;
  clearTimeout(shownAt);
  if (state === 'show') shownAt = setTimeout(() => say('show'), 400); // a blink is not worth a word
  else say(state);
  if (state === 'failed' || state === 'rejected' || state === 'resume-failed' || state === 'paused') reloadWhenAlive();
});

Blazor.start({
  circuit: {
    reconnectionOptions: { maxRetries: 600, retryIntervalMilliseconds: attempt => (attempt < 5 ? 250 * attempt : 1500) },
  },
});
