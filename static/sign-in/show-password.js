/* global document -- it runs in the browser */
// Beside each password a button that shows what was typed; without script the field is as browsers make it.
for (const input of document.querySelectorAll('input[type="password"][data-show]')) {
  const button = document.createElement('button');
  const say = () => {
    button.textContent = input.type === 'password' ? input.dataset.show : input.dataset.hide;
  };
  button.type = 'button';
  button.className = 'show-password';
  button.setAttribute('aria-controls', input.id);
  button.addEventListener('click', () => {
    input.type = input.type === 'password' ? 'text' : 'password';
    say();
  });
  say();
  input.after(button);
  input.form?.addEventListener('submit', () => {
    input.type = 'password';
  });
}
