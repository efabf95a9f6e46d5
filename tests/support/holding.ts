import { expect } from 'vitest'
import { workers } from '../../src/features/events/core/jobs.ts'
import type { Signer } from './groups.ts'
import { linkIn, type TestProgram, until } from './program.ts'
import { postForm } from './signing.ts'

export const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What the form of an event sends, but its day. */
export const EVENT_FORM = {
  type: 'leafleting',
  title: 'Tracts au marché',
  hour: '10:00',
  ends_hour: '12:00',
  attendance: 'place',
  where: '69003 Lyon',
  precision: 'town',
  language: 'fr',
}

/** How people hold events and sign up for them in tests: by the forms, as a browser sends them, and by the mails that come. */
export function holdingIn(program: TestProgram) {
  /** A day some days from now, as a form sends it. */
  const dayIn = (days: number) => new Date(program.clock.now.getTime() + days * DAY).toISOString().slice(0, 10)
  const work = (queue: string, data: object = {}) => workers.find((one) => one.queue.name === queue)!.work(program.app, data)
  const mailsTo = async (email: string) => (await program.mails()).filter((mail) => mail.to?.[0]?.address === email)
  const mailTo = (email: string, about: RegExp) =>
    until(async () => (await mailsTo(email)).find(({ subject }) => about.test(subject ?? '')), `mail ${about} to ${email}`)

  /** Sends the form as it is: what is wrong is told in the answer. */
  const announce = (who: Signer, form: Record<string, string> = {}) =>
    who.post('/events', { ...EVENT_FORM, day: dayIn(3), ...form })

  /** Holds an event by the form. Gives its path. */
  async function heldBy(who: Signer, form: Record<string, string> = {}): Promise<string> {
    const answer = await announce(who, form)
    expect(answer.statusCode, /<p class="mt-1[^<]*<|role="alert">[^<]*/.exec(answer.body)?.[0]).toBe(303)
    return answer.headers.location!
  }

  /** A visitor without record signs up and presses the button of her mail. Gives the path of her own page. */
  async function visit(path: string, email: string, form: Record<string, string> = {}): Promise<string> {
    await postForm(program, `${path}/sign-up`, { name: 'Rosa Parc', email, ...form })
    const own = linkIn(await mailTo(email, /^Confirmez/), '/sign-ups/')
    await postForm(program, `${own}/confirmation`, {})
    return own
  }

  return { dayIn, work, clock: () => work('events.clock'), mailsTo, mailTo, announce, heldBy, visit }
}

/** The id that a path of an event ends with. */
export const idOf = (path: string) => path.split('/').at(-1)!
