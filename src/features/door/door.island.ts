/**
 * The door without network: presses are kept on this phone, with the time of the press, until the server has taken them. What was pressed is shown at
 * once; a page that is loaded again reads what is still to be sent.
 */
type Press = { id: string; sign_up?: string; code?: string; seats?: number; at: number }

/** Milliseconds between two tries while something is to be sent. */
const AGAIN = 5_000

for (const door of document.querySelectorAll<HTMLElement>('[data-door]')) open(door)

function open(door: HTMLElement): void {
  const { door: sync = '', event = '' } = door.dataset
  const key = `door ${event}`
  const kept = (): Press[] => JSON.parse(localStorage.getItem(key) ?? '[]') as Press[]
  const keep = (presses: Press[]) =>
    presses.length > 0 ? localStorage.setItem(key, JSON.stringify(presses)) : localStorage.removeItem(key)
  let sending = false

  const press = (one: Omit<Press, 'id' | 'at'>) => {
    keep([...kept(), { id: crypto.randomUUID(), at: Date.now(), ...one }])
    if (one.sign_up) markIn(door, one.sign_up)
    addPresent(door, one.seats ?? 1)
    void send()
  }

  const send = async () => {
    say(door, kept().length)
    if (sending || kept().length === 0) return
    sending = true
    try {
      const presses = kept().slice(0, 500)
      const answer = await fetch(sync, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ presses }),
      })
      if (answer.ok) {
        const { present } = (await answer.json()) as { present: number }
        // What the server does not know of is not kept for ever: it names nobody who is expected.
        const sent = new Set(presses.map(({ id }) => id))
        keep(kept().filter(({ id }) => !sent.has(id)))
        if (kept().length === 0) setPresent(door, present)
      }
    } catch {
      // No network: the next try comes by itself.
    } finally {
      sending = false
      say(door, kept().length)
    }
  }

  for (const one of kept()) if (one.sign_up) markIn(door, one.sign_up)
  door.addEventListener('submit', (submitted) => {
    const form = submitted.target as HTMLFormElement
    const fields = new FormData(form)
    // Taking back goes to the server itself: what was sent already is there.
    if (fields.has('undo')) return
    submitted.preventDefault()
    const signUp = fields.get('sign_up')
    const row = form.closest<HTMLElement>('[data-door-row]')
    const seats = Number(fields.get('seats') ?? row?.dataset.seats ?? 1)
    press(signUp ? { sign_up: String(signUp), seats } : { seats })
  })
  door
    .querySelector('input[type=search]')
    ?.addEventListener('input', ({ target }) => filter(door, (target as HTMLInputElement).value))
  offerScanning(door, (code) => {
    const row = door.querySelector<HTMLElement>(`[data-code="${code}"]`)
    if (row && !('present' in row.dataset)) press({ sign_up: row.dataset.doorRow!, seats: Number(row.dataset.seats) })
  })
  addEventListener('online', () => void send())
  setInterval(() => void send(), AGAIN)
  void send()
}

function markIn(door: HTMLElement, signUp: string): void {
  const row = door.querySelector<HTMLElement>(`[data-door-row="${CSS.escape(signUp)}"]`)
  const button = row?.querySelector('button')
  if (!row || !button) return
  row.dataset.present = ''
  button.textContent = door.dataset.in ?? ''
  button.disabled = true
  button.classList.replace('btn-primary', 'btn-ghost')
}

const countOf = (door: HTMLElement) => door.querySelector<HTMLElement>('[data-door-count]')!
const setPresent = (door: HTMLElement, n: number) => (countOf(door).textContent = String(n))
const addPresent = (door: HTMLElement, n: number) => setPresent(door, Number(countOf(door).textContent) + n)

function say(door: HTMLElement, unsent: number): void {
  const status = door.querySelector<HTMLElement>('[data-door-status]')
  const text = unsent > 0 ? (door.dataset.waiting ?? '').replace('{n}', String(unsent)) : ''
  if (status && status.textContent !== text) status.textContent = text
}

function filter(door: HTMLElement, typed: string): void {
  const wanted = typed.trim().toLowerCase()
  for (const row of door.querySelectorAll<HTMLElement>('[data-door-row]')) row.hidden = !(row.dataset.name ?? '').includes(wanted)
}

type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type DetectorClass = new (options: { formats: string[] }) => Detector

/** Reads the codes of tickets with the camera, where the browser can; elsewhere the phone's own camera opens them. */
function offerScanning(door: HTMLElement, found: (code: string) => void): void {
  const Found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const button = door.querySelector<HTMLButtonElement>('[data-door-scan]')
  if (!Found || !button || !navigator.mediaDevices) return
  button.hidden = false
  button.addEventListener('click', () => void scan(new Found({ formats: ['qr_code'] }), button, found))
}

async function scan(detector: Detector, button: HTMLButtonElement, found: (code: string) => void): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  const video = document.createElement('video')
  video.className = 'w-full max-w-md rounded-box'
  video.muted = true
  video.playsInline = true
  video.srcObject = stream
  button.after(video)
  button.hidden = true
  await video.play()
  const look = async () => {
    for (const { rawValue } of await detector.detect(video)) {
      const code = /\/door\/([a-z0-9]{12})$/.exec(rawValue)?.[1]
      if (code) found(code)
    }
    requestAnimationFrame(() => void look())
  }
  void look()
}
