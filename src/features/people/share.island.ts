/** Puts a button beside the link to share: the phone's own sharing where there is one, else a copy. */
for (const input of document.querySelectorAll<HTMLInputElement>('[data-share]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'btn btn-outline'
  button.textContent = input.dataset.copy ?? ''
  button.addEventListener('click', () => void share(input, button))
  input.after(button)
}

async function share(input: HTMLInputElement, button: HTMLButtonElement): Promise<void> {
  input.select()
  await navigator.clipboard.writeText(input.value)
  button.textContent = input.dataset.copied ?? ''
}
