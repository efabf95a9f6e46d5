import type { Answer, Press } from './queue.ts'

/** What a form of the page presses: a name, `+2`, or one of them taken back. */
export function noteInPage(form: HTMLFormElement): Omit<Press, 'id' | 'at'> {
  const fields = new FormData(form)
  const row = form.closest<HTMLElement>('[data-door-row]')
  const undo = row ? 'present' in row.dataset : fields.has('undo')
  if (row) return { sign_up: row.dataset.doorRow!, seats: Number(row.dataset.seats), ...(undo ? { undo } : {}) }
  return undo ? { walk_in: String(fields.get('walk_in')), undo } : { seats: Number(fields.get('seats') ?? 1) }
}

/** Shows on the page what was pressed, and what the server said. */
export function shownIn(door: HTMLElement) {
  const texts = door.dataset
  const status = door.querySelector<HTMLElement>('[data-door-status]')!
  const rows = [...door.querySelectorAll<HTMLElement>('[data-door-row]')]
  const count = countIn(door)
  const walkIns = walkInsIn(door)
  const say = (text: string) => {
    if (status.textContent !== text) status.textContent = text
  }

  const show = (press: Press) => {
    if (press.code) return say(texts.scanned ?? '')
    if (!press.sign_up) return count.add(walkIns.note(press))
    const row = rows.find(({ dataset }) => dataset.doorRow === press.sign_up)
    const isIn = !press.undo
    if (!row || 'present' in row.dataset === isIn) return
    count.add((isIn ? 1 : -1) * (press.seats ?? 1))
    mark(row, isIn, texts)
  }

  const answered = (answer: Answer) => {
    if ('refused' in answer) return say(refusalOf(texts, answer))
    say(answer.unknown > 0 ? (texts.unknown ?? '') : '')
    // What another phone pressed shows here too; what this one has not sent yet stays as it was pressed.
    if (answer.unsent > 0) return
    count.set(answer.present)
    const inside = new Set(answer.sign_ups)
    for (const row of rows) {
      const isIn = inside.has(row.dataset.doorRow!)
      if (isIn !== 'present' in row.dataset) mark(row, isIn, texts)
    }
  }

  const filter = (typed: string) => {
    const wanted = plain(typed)
    for (const row of rows) row.hidden = !plain(row.dataset.title ?? '').includes(wanted)
  }

  return { show, answered, filter, say }
}

function refusalOf(texts: DOMStringMap, { refused, unsent }: Extract<Answer, { refused: string }>): string {
  const offline = unsent > 0 ? texts.waiting : ''
  const text = { offline, closed: texts.closed, 'signed-out': texts.signedOut }[refused]
  return (text ?? '').replace('{n}', String(unsent))
}

function mark(row: HTMLElement, isIn: boolean, texts: DOMStringMap): void {
  const button = row.querySelector('button')!
  row.toggleAttribute('data-present', isIn)
  button.textContent = (isIn ? texts.in : texts.press) ?? ''
  button.setAttribute('aria-label', `${(isIn ? texts.undo : texts.press) ?? ''} ${row.dataset.title ?? ''}`)
  button.classList.toggle('btn-primary', !isIn)
  button.classList.toggle('btn-ghost', isIn)
}

/** The large figure, and the word that goes with it. */
function countIn(door: HTMLElement) {
  const figure = door.querySelector<HTMLElement>('[data-door-count]')!
  const word = figure.nextElementSibling!
  const plurals = new Intl.PluralRules(document.documentElement.lang)
  const set = (n: number) => {
    figure.textContent = String(n)
    word.textContent = (plurals.select(n) === 'one' ? door.dataset.one : door.dataset.many) ?? ''
  }
  return { set, add: (n: number) => set(Number(figure.textContent) + n) }
}

/** Who just came, and the button that takes the last of them back. */
function walkInsIn(door: HTMLElement) {
  const last = door.querySelector<HTMLElement>('[data-door-last]')!
  const field = last.querySelector<HTMLInputElement>('[name=walk_in]')!
  const known = new Map<string, number>(last.hidden ? [] : [[field.value, Number(last.dataset.doorLast)]])

  const showLast = () => {
    const newest = [...known].at(-1)
    last.hidden = !newest
    if (!newest) return
    field.value = newest[0]
    last.querySelector('button')!.textContent = (door.dataset.last ?? '').replace('{n}', String(newest[1]))
  }

  /** Gives how many more, or fewer, are in. */
  const note = ({ id, walk_in, seats = 1, undo }: Press): number => {
    const change = undo ? -(known.get(walk_in!) ?? 0) : seats
    if (undo) known.delete(walk_in!)
    else known.set(id, seats)
    showLast()
    return change
  }
  return { note }
}

/** `Zoé` is found by `zoe`. */
const plain = (text: string) => text.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
