import { markdownOf } from './cleaning.ts'

/** Where one writes Markdown, what is pasted with its looks comes in as Markdown; what has none comes in as it is. */
for (const area of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-markdown]'))
  area.addEventListener('paste', (event) => {
    const html = event.clipboardData?.getData('text/html')
    if (!html) return
    const markdown = markdownOf(new DOMParser().parseFromString(html, 'text/html').body)
    if (markdown === '') return
    event.preventDefault()
    // As typed, so that one can take it back.
    if (!document.execCommand('insertText', false, markdown))
      area.setRangeText(markdown, area.selectionStart, area.selectionEnd, 'end')
  })
