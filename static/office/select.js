/* global document -- it runs in the browser */
// Ticks all rows of a table at once, and says how many are ticked. Without it each row is ticked by itself.
const form = document.querySelector('form[data-select]');
const bar = form?.querySelector('[data-selected]');
const boxes = [...(form?.querySelectorAll('input[name="item"]') ?? [])];
const all = form?.querySelector('input[data-all]');

function tell() {
  const count = boxes.filter((box) => box.checked).length;
  bar.querySelector('[role="status"]').textContent = bar.dataset.selected.replace('0', String(count));
  all.checked = count === boxes.length;
  all.indeterminate = count > 0 && count < boxes.length;
  for (const box of boxes) box.closest('tr').classList.toggle('chosen', box.checked);
}

if (bar && all) {
  all.closest('[hidden]')?.removeAttribute('hidden');
  all.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  for (const box of boxes) box.addEventListener('change', tell);
  tell();
}
