/** Fills in the position of the phone, when she asks for it, and looks from there. Nothing is sent before she presses. */
for (const form of document.querySelectorAll<HTMLFormElement>('[data-here]')) {
  const button = form.querySelector<HTMLButtonElement>('[data-here-button]')
  if (button && 'geolocation' in navigator) {
    button.hidden = false
    button.addEventListener('click', () => locate(form, button))
  }
}

function locate(form: HTMLFormElement, button: HTMLButtonElement): void {
  button.disabled = true
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      // Three decimals are a street: enough to find what is near, and no door.
      set(form, 'lat', coords.latitude.toFixed(3))
      set(form, 'lng', coords.longitude.toFixed(3))
      set(form, 'where', '')
      form.submit()
    },
    () => {
      button.disabled = false
      button.textContent = button.dataset.denied ?? button.textContent
    },
    { maximumAge: 600_000, timeout: 10_000 },
  )
}

function set(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name)
  if (field instanceof HTMLInputElement) field.value = value
}
