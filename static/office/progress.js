/* global document, location, DOMParser -- it runs in the browser */
// Keeps the progress of an import moving without loading the page anew; once the work ends, the page is loaded once.
const EVERY_MS = 1000;

async function look() {
  const shown = document.querySelector('#progress');
  try {
    const page = await (await fetch(location.href, { cache: 'no-store' })).text();
    const next = new DOMParser().parseFromString(page, 'text/html').querySelector('#progress');
    if (shown?.dataset.state !== next?.dataset.state) {
      location.replace(location.pathname);
      return;
    }
    const [bar, nextBar] = [shown.querySelector('progress'), next.querySelector('progress')];
    bar.value = nextBar.value;
    bar.max = nextBar.max;
    const texts = shown.querySelectorAll('[aria-live] span');
    next.querySelectorAll('[aria-live] span').forEach((span, index) => {
      if (texts[index].textContent !== span.textContent) texts[index].textContent = span.textContent;
    });
  } catch {
    // The server may be starting again: the next look tells.
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
