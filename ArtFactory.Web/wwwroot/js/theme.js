// Runs before the first paint, so that neither theme nor rail flashes. Kept small: it blocks.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const read = key => { try { return localStorage.getItem(key); } catch { return null; } };
  const write = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode: it lasts for this page */ } };
  let choice = read('af.theme') ?? root.dataset.usualTheme ?? 'dark';
  const apply = () => {
    root.dataset.theme = choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice;
    root.dataset.themeChoice = choice;
  };
  const rail = value => { root.dataset.rail = value; };
  rail(read('af.rail') ?? 'wide');
  apply();
  dark.addEventListener('change', apply);
  window.artFactory = {
    theme: () => choice,
    setTheme(value) { choice = value; write('af.theme', value); apply(); },
    toggleRail() { const next = root.dataset.rail === 'narrow' ? 'wide' : 'narrow'; write('af.rail', next); rail(next); return next; },
    read, write,
    // On a narrow page the pictures are below the form: go there; where both are in view, stay.
    reveal(id) {
      const element = document.getElementById(id);
      if (element && element.getBoundingClientRect().top > innerHeight * 0.6) element.scrollIntoView({ behavior: 'smooth', block: 'start' });
    },
  };
})();
