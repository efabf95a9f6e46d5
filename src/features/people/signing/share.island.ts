/** Puts a button beside the link to share: the phone's own sharing where there is one, else a copy. */
for (const input of document.querySelectorAll<HTMLInputElement>('[data-share]')) {
  // Neither exists on an address without TLS: there the link can be selected, as without scripts.
  if ('share' in navigator || 'clipboard' in navigator) input.after(makeButton(input))
}

function makeButton(input: HTMLInputElement): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'btn btn-primary'
  button.textContent = ('share' in navigator ? input.dataset.shareText : input.dataset.copy) ?? ''
  button.addEventListener('click', () => void share(input, button))
  return button
}

async function share(input: HTMLInputElement, button: HTMLButtonElement): Promise<void> {
  if ('share' in navigator) {
    // Closing the phone's sheet without sharing is no error.
    await navigator.share({ url: input.value }).catch(() => {})
    return
  }
  input.select()
  // To the compiler every browser can share.
  await (navigator as Navigator).clipboard.writeText(input.value)
  button.textContent = input.dataset.copied ?? ''
}
