import type { Answer, Press } from './door-queue.ts'

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
  const count = door.querySelector<HTMLElement>('[data-door-count]')!
  const status = door.querySelector<HTMLElement>('[data-door-status]')!
  const last = door.querySelector<HTMLElement>('[data-door-last]')
  const rows = [...door.querySelectorAll<HTMLElement>('[data-door-row]')]
  const walkIns = new Map<string, number>()
  const say = (text: string) => {
    if (status.textContent !== text) status.textContent = text
  }
  const add = (n: number) => (count.textContent = String(Number(count.textContent) + n))

  const mark = (row: HTMLElement, isIn: boolean) => {
    const button = row.querySelector('button')!
    row.toggleAttribute('data-present', isIn)
    button.textContent = (isIn ? texts.in : texts.press) ?? ''
    button.setAttribute('aria-label', `${(isIn ? texts.undo : texts.press) ?? ''} ${row.dataset.title ?? ''}`)
    button.classList.toggle('btn-primary', !isIn)
    button.classList.toggle('btn-ghost', isIn)
  }

  const showLast = () => {
    const newest = [...walkIns].at(-1)
    if (!last) return
    last.hidden = !newest
    if (!newest) return
    last.querySelector<HTMLInputElement>('[name=walk_in]')!.value = newest[0]
    last.querySelector('button')!.textContent = (texts.last ?? '').replace('{n}', String(newest[1]))
  }
  if (last && !last.hidden)
    walkIns.set(last.querySelector<HTMLInputElement>('[name=walk_in]')!.value, Number(last.dataset.doorLast))

  const showWalkIn = ({ id, walk_in, seats = 1, undo }: Press) => {
    add(undo ? -(walkIns.get(walk_in!) ?? 0) : seats)
    if (undo) walkIns.delete(walk_in!)
    else walkIns.set(id, seats)
    showLast()
  }

  const show = (press: Press) => {
    if (press.code) return say(texts.scanned ?? '')
    if (!press.sign_up) return showWalkIn(press)
    const row = rows.find(({ dataset }) => dataset.doorRow === press.sign_up)
    const isIn = !press.undo
    if (!row || 'present' in row.dataset === isIn) return
    add((isIn ? 1 : -1) * (press.seats ?? 1))
    mark(row, isIn)
  }

  const answered = (answer: Answer) => {
    const unsent = String(answer.unsent)
    if ('refused' in answer) {
      const text = { offline: answer.unsent > 0 ? texts.waiting : '', closed: texts.closed, 'signed-out': texts.signedOut }[
        answer.refused
      ]
      return say((text ?? '').replace('{n}', unsent))
    }
    say(answer.unknown > 0 ? (texts.unknown ?? '') : '')
    // What another phone pressed shows here too; what this one has not sent yet stays as it was pressed.
    if (answer.unsent > 0) return
    count.textContent = String(answer.present)
    const inside = new Set(answer.sign_ups)
    for (const row of rows) {
      const isIn = inside.has(row.dataset.doorRow!)
      if (isIn !== 'present' in row.dataset) mark(row, isIn)
    }
  }

  const filter = (typed: string) => {
    const wanted = plain(typed)
    for (const row of rows) row.hidden = !plain(row.dataset.title ?? '').includes(wanted)
  }

  return { show, answered, filter, say }
}

/** `Zoé` is found by `zoe`. */
const plain = (text: string) => text.trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
