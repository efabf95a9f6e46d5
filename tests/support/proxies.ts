import { addElection } from '../../src/features/staff/elections/commands.ts'
import { addDays, clockIn } from '../../src/platform/i18n/moments.ts'
import { matchVote } from '../../src/features/roll/proxies/round.ts'
import { tick } from '../../src/features/roll/proxies/clock.ts'
import { signer, type Signer } from './groups.ts'
import { linkIn, type TestProgram, until } from './program.ts'
import { postForm } from './signing.ts'
import { visitorOf } from './staff.ts'

const DAY = 86_400_000

let numbers = 0
const next = () => (numbers += 1)
/** A number that nobody else has in a test. */
const numberOf = () =>
  `06 99 38 ${String(Math.floor(next() / 100) % 100).padStart(2, '0')} ${String(numbers % 100).padStart(2, '0')}`

type Fields = Record<string, string>

export const asking = (election: string, otherwise: Fields = {}): Fields => ({
  vote: election,
  where: '69003',
  station: '12',
  given_name: 'Zoé',
  phone: numberOf(),
  made: 'home',
  ...otherwise,
})

export const holding = (election: string, otherwise: Fields = {}): Fields => ({
  vote: election,
  where: '69003',
  station: '12',
  phone: numberOf(),
  km: '10',
  held_home: '0',
  held_abroad: '0',
  takes: '1',
  cares: 'true',
  ...otherwise,
})

const EVERYWHERE = { area_id: null, place_id: null }

/** Proxies of a test: a vote in France, those who ask and those who go. */
export function proxiesIn(program: TestProgram) {
  const { app, rows } = program
  const dayIn = (days: number) => addDays(clockIn('Europe/Paris', program.clock.now).day, days)

  const vote = (days = 40, otherwise: Partial<Parameters<typeof addElection>[2]> = {}) => {
    const named = { name: 'Premier tour', country: 'FR', kind: 'presidential', first_round: null, lists_closed: null } as const
    const election = { ...named, vote_on: dayIn(days), closes: '19:00', territory: EVERYWHERE, ...otherwise }
    return app.database.transact((tx) => addElection(tx, { actor: undefined, now: program.clock.now }, election))
  }

  /** A mail to an address whose subject says so; the nth of them. */
  const mailTo = (email: string, about: RegExp, nth = 0) =>
    until(
      async () =>
        (await program.mails()).filter((mail) => mail.to?.[0]?.address === email && about.test(mail.subject ?? ''))[nth],
      `mail ${about} to ${email}`,
    )

  /** A visitor asks, and presses the button of her mail. Gives the page of her ask. */
  const ask = async (election: string, otherwise: Fields = {}) => {
    const email = otherwise.email ?? `asker.${next()}@example.org`
    const sent = await visitorOf(program).post('/vote/proxy', asking(election, { email, ...otherwise }))
    if (sent.statusCode !== 200) throw new Error(`Not asked: ${sent.statusCode}`)
    const first = linkIn(await mailTo(email, /Confirmez/), '/vote/proxy/asks/')
    const confirmed = await postForm(program, `${first}/confirmation`, {})
    return { email, first, page: confirmed.headers.location! }
  }

  /** A supporter goes for others. */
  const hold = async (election: string, otherwise: Fields = {}, who?: Signer) => {
    const holder = who ?? (await signer(program, `Hal${next()}`))
    const said = await holder.post('/me/proxies', holding(election, otherwise))
    if (said.statusCode !== 303) throw new Error(`Not offered: ${said.statusCode}`)
    return holder
  }

  const later = (days: number) => (program.clock.now = new Date(program.clock.now.getTime() + days * DAY))
  type Match = { id: string; state: string; why: string | null; ask_id: string; holder_id: string }
  const matches = () => rows<Match>('select id, state, why, ask_id, holder_id from proxy_match order by proposed_at, id')
  /** Yes or no, on somebody's page. */
  const answer = (page: string, yes: boolean, match: string) =>
    postForm(program, `${page}/answer`, { match, answer: yes ? 'yes' : 'no' })

  return {
    vote,
    dayIn,
    mailTo,
    ask,
    hold,
    later,
    matches,
    answer,
    match: (of: string) => matchVote(app, of),
    clock: () => tick(app),
  }
}
