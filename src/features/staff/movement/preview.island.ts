/** Shows how the head of each page will look, while the form is being filled in. */
for (const preview of document.querySelectorAll<HTMLElement>('[data-preview]')) follow(preview)

function follow(preview: HTMLElement): void {
  const form = preview.closest('form')
  if (!form) return
  const show = () => {
    const said = new FormData(form)
    const of = (name: string) => String(said.get(name) ?? '').trim()
    for (const part of preview.querySelectorAll<HTMLElement>('[data-of]')) part.textContent = of(part.dataset.of ?? '')
    const accent = preview.querySelector<HTMLElement>('[data-accent]')
    accent?.style.setProperty('background-color', of('accent'))
    preview.hidden = of('name') === ''
  }
  form.addEventListener('input', show)
  show()
}
