export type Press = {
  id: string
  sign_up?: string
  code?: string
  walk_in?: string
  seats?: number
  undo?: true
  /** Milliseconds since 1970, by the phone's clock. */
  at: number
}

/** What the server said. `refused`: by what it answered; `unknown`: presses that name nobody who is expected. */
export type Answer =
  | { present: number; sign_ups: string[]; unknown: number; unsent: number }
  | { refused: 'signed-out' | 'closed' | 'offline'; unsent: number }

/** Milliseconds between two tries while something is to be sent, and between two looks at what other phones pressed. */
const AGAIN = 5_000
const LOOK = 20_000
/** Presses of one request. */
const MOST = 500

/** Presses that wait in the phone. They are sent as soon as there is a network, in the order in which they were made, and kept until the server has them. */
export function queueOf(key: string, address: string, answered: (answer: Answer) => void) {
  const kept = (): Press[] => JSON.parse(localStorage.getItem(key) ?? '[]')
  const keep = (presses: Press[]) =>
    presses.length > 0 ? localStorage.setItem(key, JSON.stringify(presses)) : localStorage.removeItem(key)
  let sending = false
  let asked = 0

  const send = async () => {
    if (sending) return
    sending = true
    asked = Date.now()
    const presses = kept().slice(0, MOST)
    const answer = await post(address, presses)
    sending = false
    // A door that is closed stays so: what was pressed there counts for nothing, now or later.
    if ('refused' in answer && answer.refused === 'closed') keep([])
    if ('refused' in answer) return answered({ ...answer, unsent: kept().length })
    const sent = new Set(presses.map(({ id }) => id))
    keep(kept().filter(({ id }) => !sent.has(id)))
    answered({ ...answer, unsent: kept().length })
    // Pressed while it was under way, or more than one request holds.
    if (kept().length > 0) void send()
  }

  addEventListener('online', () => void send())
  setInterval(() => {
    if (kept().length > 0 || (!document.hidden && Date.now() - asked >= LOOK)) void send()
  }, AGAIN)
  if (kept().length > 0) void send()
  return {
    kept,
    add: (press: Press) => {
      keep([...kept(), press])
      void send()
    },
  }
}

type Answered = { present: number; sign_ups: string[]; unknown: number } | { refused: 'signed-out' | 'closed' | 'offline' }

async function post(address: string, presses: Press[]): Promise<Answered> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ presses }),
    })
    if (answer.status === 409) return { refused: 'closed' }
    // Whoever is not signed in any more is sent to the sign-in page.
    if (answer.type === 'opaqueredirect' || [401, 403].includes(answer.status)) return { refused: 'signed-out' }
    if (!answer.ok) return { refused: 'offline' }
    const { taken, present, sign_ups }: { taken: string[]; present: number; sign_ups: string[] } = await answer.json()
    return { present, sign_ups, unknown: presses.length - taken.length }
  } catch {
    return { refused: 'offline' }
  }
}
