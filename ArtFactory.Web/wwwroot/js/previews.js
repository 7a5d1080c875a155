// The picture of a clip moves while it is pointed at or has the keyboard's focus. One listener for the whole page: tiles come and go.
const still = matchMedia('(prefers-reduced-motion: reduce)');
let playing = null; // the picture that moves, or is about to

const pictureAt = target => target instanceof Element ? target.closest('.tile')?.querySelector('img[data-preview]') ?? null : null;

function play(picture) {
  if (picture === playing?.picture) return;
  stop();
  if (!picture || still.matches) return;
  const now = { picture, address: picture.dataset.preview, poster: picture.getAttribute('src') };
  playing = now;
  // Shown once it is there, so that nothing blinks.
  const loaded = new Image();
  loaded.onload = () => { if (playing === now && picture.getAttribute('src') === now.poster) picture.src = now.address; };
  loaded.src = now.address;
}

function stop() {
  if (!playing) return;
  const { picture, address, poster } = playing;
  playing = null;
  // The page may have put another picture there meanwhile.
  if (picture.getAttribute('src') === address) picture.src = poster;
}

document.addEventListener('pointerover', event => { if (event.pointerType !== 'touch') play(pictureAt(event.target)); }, { passive: true });
document.documentElement.addEventListener('pointerleave', stop, { passive: true });
document.addEventListener('focusin', event => { if (event.target.matches(':focus-visible')) play(pictureAt(event.target)); });
document.addEventListener('focusout', stop);
still.addEventListener('change', stop);
