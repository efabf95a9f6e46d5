import { render } from 'preact'
import { TextLink } from '#ui/parts'
import { Lines } from '#ui/form'

type Match = { id: string; name: string; town: string | null; why: 'email' | 'phone' | 'name' }

/** How long one must rest before the file is asked. */
const REST = 300

/** Shows, while a line is typed, who of the file may be meant: so that nobody is entered twice under two spellings. */
for (const form of document.querySelectorAll<HTMLFormElement>('[data-entry]')) {
  const place = form.querySelector<HTMLElement>('[data-matches]')!
  const { entry = '', person = '', same = '' } = form.dataset
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = ''
  const valueOf = (name: string) => form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value.trim()

  const ask = async () => {
    const typed = JSON.stringify(
      Object.fromEntries(['given_name', 'family_name', 'email', 'phone', 'postal_code'].map((name) => [name, valueOf(name)])),
    )
    if (typed === asked) return
    asked = typed
    const response = await fetch(entry, { method: 'POST', headers: { 'content-type': 'application/json' }, body: typed }).catch(
      () => undefined,
    )
    // Who may not see people gets no answer, and types on.
    const { matches }: { matches: Match[] } = response?.ok ? await response.json() : { matches: [] }
    if (typed === asked) draw(matches)
  }
  const draw = (matches: Match[]) =>
    render(
      matches.length > 0 && (
        <Lines title={same}>
          {matches.map(({ id, name, town, why }) => (
            <>
              <TextLink href={person.replace(':person', id)}>{name}</TextLink>
              {[town, place.dataset[why]].filter(Boolean).map((text) => ` · ${text}`)}
            </>
          ))}
        </Lines>
      ),
      place,
    )
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), REST)
  })
}
