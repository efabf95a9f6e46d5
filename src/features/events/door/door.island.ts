import { noteInPage, shownIn } from './island/page.ts'
import { type Press, queueOf } from './island/queue.ts'
import { offerScanning } from './island/scanner.ts'

/**
 * The door without network: presses are kept on this phone, with the time of the press, until the server has taken them. What was pressed is shown at
 * once; a page that is loaded again, also from the phone itself, reads what is still to be sent.
 */
for (const door of document.querySelectorAll<HTMLElement>('[data-door]')) open(door)

/** Two presses of one button nearer than this are one: a thumb trembles. Milliseconds. */
const TREMOR = 800

function open(door: HTMLElement): void {
  const { door: address = '', event = '' } = door.dataset
  const page = shownIn(door)
  const queue = queueOf(`door ${event}`, address, page.answered)
  const pressed = new Map<HTMLElement, number>()

  const press = (one: Omit<Press, 'id' | 'at'>) => {
    const made = { id: crypto.randomUUID(), at: Date.now(), ...one }
    page.show(made)
    queue.add(made)
  }

  for (const one of queue.kept()) page.show(one)
  door.addEventListener('submit', (submitted) => {
    submitted.preventDefault()
    // Forms alone are submitted.
    const form = submitted.target as HTMLFormElement
    const now = Date.now()
    if (now - (pressed.get(form) ?? 0) < TREMOR && form.closest('[data-door-row]')) return
    pressed.set(form, now)
    press(noteInPage(form))
  })
  door
    .querySelector('input[type=search]')
    ?.addEventListener('input', ({ target }) => page.filter((target as HTMLInputElement).value))
  const scanned = (code: string) => {
    const row = door.querySelector<HTMLElement>(`[data-code="${code}"]`)
    if (!row) return press({ code })
    page.say(row.dataset.title ?? '')
    if (!('present' in row.dataset)) press({ sign_up: row.dataset.doorRow!, seats: Number(row.dataset.seats) })
  }
  offerScanning(door, scanned, page.say)
}

void keepPage()

/** Keeps this page and what it is made of on the phone for a day: it opens again without network. Its worker looks after no other page. */
async function keepPage(): Promise<void> {
  const worker = document.querySelector<HTMLMetaElement>('meta[name=worker]')?.content
  if (!worker || !('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register(worker, { scope: location.pathname })
    const parts = document.querySelectorAll<HTMLLinkElement & HTMLScriptElement>('link[rel=stylesheet], script[src]')
    const cache = await caches.open('door')
    await cache.addAll([location.pathname, ...[...parts].map(({ href, src }) => href || src)])
  } catch {
    // Where the phone has no room, or allows no worker, the page works as long as it stays open.
  }
}
