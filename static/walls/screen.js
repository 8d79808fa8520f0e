/* global document, location, window, DOMParser, matchMedia -- it runs in the browser */
// A station's screen: turns its sheets, looks for news, and goes on with what it has while the network is away.
const TURN_MS = 15_000;
const LOOK_MS = 20_000;
const PAUSE_MS = 60_000;
/** A sheet needs room; on a phone the page is read from top to bottom. */
const ROOM = '(min-width: 60rem) and (min-height: 34rem)';

const root = document.documentElement;
const main = document.querySelector('main');
const state = document.querySelector('#state');
const place = document.querySelector('#place');
const pause = document.querySelector('#pause');
const turns = document.querySelector('#turns');
const room = matchMedia(ROOM);

let at = 0;
let pausedUntil = 0;
let seenAt = new Date();
let isLost = false;
let nextTurn = Date.now() + TURN_MS;

const sheets = () => [...document.querySelectorAll('#sheets > section')];
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
const clock = (date) => date.toLocaleTimeString(root.lang, { hour: '2-digit', minute: '2-digit' });
const isPaused = () => Date.now() < pausedUntil;

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function tell() {
  const time = clock(seenAt);
  if (isLost) write(state, filled(state.dataset.lost, { time }));
  else write(state, isPaused() ? state.dataset.paused : filled(state.dataset.asOf, { time }));
  state.classList.toggle('late', isLost);
  const count = sheets().length;
  // A single sheet has nowhere to turn to.
  turns.hidden = count < 2;
  write(place, count > 1 ? filled(place.dataset.words, { page: at + 1, pages: count }) : '');
  pause.setAttribute('aria-pressed', String(isPaused()));
  write(pause, isPaused() ? pause.dataset.resume : pause.dataset.pause);
}

function show(index) {
  const all = sheets();
  at = all.length === 0 ? 0 : (index + all.length) % all.length;
  all.forEach((sheet, number) => sheet.classList.toggle('now', number === at));
  nextTurn = Date.now() + TURN_MS;
  tell();
}

function fit() {
  root.classList.toggle('turning', room.matches);
  document.querySelector('#controls').hidden = !room.matches;
  show(at);
}

/** What a page is built with: when it changes, the page is loaded as a whole. */
const buildOf = (page) =>
  [...page.querySelectorAll('link[rel=stylesheet], script[src]')]
    .map((part) => part.getAttribute('href') ?? part.getAttribute('src'))
    .join(' ');

const PARTS = ['header', '#sheets'];
const partsOf = (page) => Object.fromEntries(PARTS.map((part) => [part, page.querySelector(`main ${part}`).innerHTML]));
/** As the server wrote them, before the script has touched anything. */
let last = partsOf(document);

/** Takes in what has changed, part by part; the sheet that is shown stays. */
function take(page) {
  const parts = partsOf(page);
  for (const part of PARTS) {
    if (parts[part] === last[part]) continue;
    main.querySelector(part).replaceChildren(...page.querySelector(`main ${part}`).childNodes);
  }
  last = parts;
}

async function look() {
  try {
    const response = await fetch(location.href, { cache: 'no-cache' });
    if (response.status === 404) {
      document.querySelector('#sheets').textContent = main.dataset.gone;
      last = { ...last, '#sheets': '' };
      return;
    }
    if (!response.ok) throw new Error(String(response.status));
    // A service worker that has no network answers with what it kept, and says from when.
    const kept = response.headers.get('x-kept-at');
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (page.querySelector('main.screen') === null) throw new Error('this is not the screen');
    isLost = kept !== null;
    seenAt = kept === null ? new Date() : new Date(kept);
    if (!isLost && buildOf(page) !== buildOf(document)) {
      location.reload();
      return;
    }
    take(page);
    show(at);
  } catch {
    isLost = true;
    tell();
  }
}

function tick() {
  if (room.matches && !isPaused() && Date.now() >= nextTurn) show(at + 1);
  else tell();
}

function hold() {
  pausedUntil = Date.now() + PAUSE_MS;
  nextTurn = pausedUntil;
  tell();
}

pause.addEventListener('click', (event) => {
  event.stopPropagation();
  if (isPaused()) {
    pausedUntil = 0;
    nextTurn = Date.now() + TURN_MS;
    tell();
  } else hold();
});
for (const button of document.querySelectorAll('[data-turn]')) {
  button.addEventListener('click', () => {
    show(at + Number(button.dataset.turn));
    hold();
  });
}
window.addEventListener('pointerdown', (event) => {
  if (!event.target.closest?.('#pause')) hold();
});
window.addEventListener('keydown', (event) => {
  const step = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 }[event.key];
  if (step === undefined) return;
  show(at + step);
  hold();
});
window.addEventListener('online', () => void look());
window.addEventListener('offline', () => {
  isLost = true;
  tell();
});
room.addEventListener('change', fit);

// Where the page is secure it opens after a restart without a network, too; elsewhere the open page does all.
navigator.serviceWorker?.register(main.dataset.worker).catch(() => undefined);

fit();
setInterval(tick, 1000);
setInterval(() => void look(), LOOK_MS);
