/* global document -- it runs in the browser */
// Lets areas to blur be drawn on the picture with a mouse or a finger. What is sent are the number fields, with or without it.
const SIDES = ['x', 'y', 'width', 'height'];
/** A touch that moves less than this, in per cent, is a slip. */
const LEAST = 0.5;

function open(editor) {
  const picture = editor.querySelector('[data-picture]');
  const rows = [...editor.querySelectorAll('[data-area]')];
  const fields = (row) => SIDES.map((side) => row.querySelector(`[name=${side}]`));
  const isEmpty = (row) => fields(row).every((field) => field.value === '');

  function fill(row, area) {
    fields(row).forEach((field, at) => {
      field.value = area[at].toFixed(1);
    });
  }

  function paint() {
    picture.querySelectorAll('.area').forEach((shown) => shown.remove());
    rows.forEach((row, at) => {
      const [x, y, width, height] = fields(row).map((field) => Number.parseFloat(field.value));
      row.querySelector('[data-clear]').hidden = isEmpty(row);
      if ([x, y, width, height].some((side) => !Number.isFinite(side))) return;
      const area = document.createElement('div');
      area.className = 'area';
      area.textContent = String(at + 1);
      Object.assign(area.style, { left: `${x}%`, top: `${y}%`, width: `${width}%`, height: `${height}%` });
      picture.append(area);
    });
  }

  function pointOf(event) {
    const frame = picture.getBoundingClientRect();
    const part = (value, from, size) => Math.min(100, Math.max(0, ((value - from) / size) * 100));
    return [part(event.clientX, frame.left, frame.width), part(event.clientY, frame.top, frame.height)];
  }

  let drawn;
  picture.addEventListener('pointerdown', (event) => {
    const row = rows.find(isEmpty);
    if (row === undefined || event.button !== 0) return;
    event.preventDefault();
    picture.setPointerCapture(event.pointerId);
    drawn = { row, from: pointOf(event) };
  });
  picture.addEventListener('pointermove', (event) => {
    if (drawn === undefined) return;
    const [x, y] = pointOf(event);
    const [fromX, fromY] = drawn.from;
    fill(drawn.row, [Math.min(x, fromX), Math.min(y, fromY), Math.abs(x - fromX), Math.abs(y - fromY)]);
    paint();
  });
  const end = () => {
    if (drawn === undefined) return;
    const [, , width, height] = fields(drawn.row).map((field) => Number.parseFloat(field.value));
    if (!(width >= LEAST && height >= LEAST)) clear(drawn.row);
    drawn = undefined;
    paint();
  };
  function clear(row) {
    fields(row).forEach((field) => {
      field.value = '';
    });
    paint();
  }
  picture.addEventListener('pointerup', end);
  picture.addEventListener('pointercancel', end);
  rows.forEach((row) => {
    row.addEventListener('input', paint);
    row.querySelector('[data-clear]').addEventListener('click', () => clear(row));
  });
  picture.classList.add('is-drawing');
  paint();
}

document.querySelectorAll('[data-blur-editor]').forEach(open);
