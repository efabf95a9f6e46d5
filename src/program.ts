import type { App, Feature, KeptData } from './platform/app.ts'
import { createAuth } from './platform/auth/sessions.ts'
import type { Config } from './platform/config/config.ts'
import { createSeals } from './platform/crypto/seals.ts'
import { type Database, openDatabase } from './platform/db/database.ts'
import type { MessageValues } from './platform/errors.ts'
import { tellOfLetters } from './platform/db/letters.ts'
import { migrate } from './platform/db/migrate.ts'
import { migrateAsOwner } from './platform/db/owner.ts'
import { tidy } from './platform/db/upkeep.ts'
import { shipped } from './platform/files.ts'
import type { Framed } from './platform/http/page.ts'
import { createServer, type Server } from './platform/http/server.ts'
import { httpTexts } from './platform/http/texts.ts'
import { joinTexts, type Texts } from './platform/i18n/texts.ts'
import type { Locale } from './platform/i18n/locales.ts'
import { type Jobs, openJobs, type Worker } from './platform/jobs/jobs.ts'
import type { Log } from './platform/log.ts'
import { openMailer, type Mailer } from './platform/mail/mail.ts'
import { outboxRoutes } from './platform/mail/outbox.ts'
import { mandatesOf } from '#staff'
import { Frame } from './ui/frame.tsx'
import { outbox } from './ui/outbox.tsx'
import { problem } from './ui/problem.tsx'
import { fillingsOf } from './platform/slots.ts'
import { domainOf, domains, features } from './features.ts'
import { type Entry, linksAt, pagesFor, sectionsFor } from './menus.ts'

export type Program = {
  app: App
  database: Database
  jobs: Jobs<App>
  server: Server
  /** What an error says, in the movement's main language. */
  say(error: Error): string
  /** Lets requests and jobs under way end, then closes everything. */
  stop(): Promise<void>
}

/** What tests put in the place of the real thing. */
export type Substitutes = { database?: Database; mailer?: Mailer; now?: () => Date }

/** Puts the program together: database, schema, jobs, slices, web server. It does not listen and takes no jobs yet. */
export async function createProgram(config: Config, log: Log, substitutes: Substitutes = {}): Promise<Program> {
  const database = substitutes.database ?? openDatabase({ url: config.databaseUrl, dataDir: `${config.dataDir}/database` })
  const movement = { current: config.movement }
  const from = senderOf(config, movement)
  const mailer = substitutes.mailer ?? openMailer({ ...config, from })
  // Before sign-in is set up: it looks at its tables.
  const migrations = features.flatMap((feature) => feature.migrations ?? [])
  const folders = ['src/platform/auth/migrations', ...migrations].map(shipped)
  if (config.ownerUrl && config.databaseUrl) await migrateAsOwner(config.ownerUrl, config.databaseUrl, folders)
  else await migrate(database, folders)
  await tellOfLetters(database.pool, log)
  const texts = joinTexts([httpTexts, ...features.map((feature) => feature.texts)])
  const app: App = {
    config,
    database,
    mailer,
    auth: createAuth(database, { ...config, name: config.movement.name }, (account) => mandatesOf(database.read, account)),
    movement,
    seals: createSeals(config.secret),
    log,
    personalData: features.flatMap(keptBy),
    permissions: Object.assign({}, ...features.map(({ permissions }) => permissions)),
    optional: optionalDomains(),
    ...plugsOf(() => app),
    pagesFor: (actor, locale) => pagesFor(actor, app.isOn).map(({ path, text }) => ({ path, text: texts.in(locale)(text) })),
    now: substitutes.now ?? (() => new Date()),
  }

  const listenUrl = config.databaseUrl && config.directUrl
  const jobs = await openJobs(database, features.flatMap(workersOf), { log, listenUrl })
  for (const feature of features) await feature.prepare?.(app)

  const server = await createServer(app, {
    features,
    domainOf,
    texts,
    views: { frame: frameFor(app, texts), problem },
    gate: { signIn: '/sign-in', secondFactor: '/account/second-factor', whoOfThem: '/which-of-you' },
    checkReady: async () => {
      await database.pool.query('select 1')
      await jobs.check()
    },
    ...(isTrial(config) ? { development: outboxRoutes(outbox) } : {}),
  })

  const stopUpkeep = keepUp(app, database)

  return {
    app,
    database,
    jobs,
    server,
    // An expected error has both; `in` tells the compiler of the key alone.
    say: (error) =>
      'key' in error
        ? texts.in(movement.current.locale)(String(error.key), (error as { values?: MessageValues }).values)
        : error.message,
    stop: async () => {
      stopUpkeep()
      await server.close()
      await jobs.stop()
      mailer.close()
      await database.close()
    },
  }
}

/** Who writes, as mail programs show it. Until somebody has said where to write to, nobody reads what is answered. */
function senderOf({ publicUrl }: Config, movement: App['movement']) {
  const nobody = `no-reply@${new URL(publicUrl).hostname}`
  return () => ({ name: movement.current.name, address: movement.current.contact ?? nobody })
}

/** What a movement may do without: only here are the texts of all domains at hand. */
function optionalDomains(): App['optional'] {
  return domains.flatMap(({ name, rooms, optional }) => {
    if (!optional) return []
    const { title, requires } = optional
    const room = Object.values(rooms).find(({ texts }) => title in texts.bundles.fr)
    if (!room) throw new Error(`No room of ${name} says ${title}`)
    return { name, requires, title: (locale: Locale) => room.texts.in(locale)(title) }
  })
}

/** Jobs of a domain that the movement does without end undone, but for those that forget. */
function workersOf(feature: Feature): Worker<App>[] {
  const { workers = [] } = feature
  return workers.map((worker) =>
    worker.always
      ? worker
      : { ...worker, work: async (app, data) => (app.isOn(domainOf(feature)) ? worker.work(app, data) : undefined) },
  )
}

/** What the rooms put into each slot, with the domain of each room. */
const fillings = Map.groupBy(
  features.flatMap((room) => (room.fills ?? []).map((filling) => ({ domain: domainOf(room), filling }))),
  ({ filling }) => filling.slot,
)

/** What the slices do together for one of them that does not know the others. */
function plugsOf(
  app: () => App,
): Pick<
  App,
  | 'followAddress'
  | 'mailboxGone'
  | 'forgetMailboxes'
  | 'deedsOf'
  | 'suggestionsFor'
  | 'ownPagesOf'
  | 'tabsOf'
  | 'filled'
  | 'isOn'
  | 'sayInJournal'
> {
  const isOn = (domain: string) => !app().movement.current.off.includes(domain)
  const present = () => features.filter((feature) => isOn(domainOf(feature)))
  return {
    isOn,
    // Also of rooms that are off: what was done stays done.
    sayInJournal: (locale, what, name) => {
      const room = features.find(({ journal }) => journal?.[`${what}s`]?.includes(name))
      return room ? room.texts.in(locale)(`${room.name}.${what}.${name}`) : name
    },
    filled: (slot) => {
      const there = (fillings.get(slot.name) ?? []).filter(({ domain }) => isOn(domain))
      return fillingsOf(
        slot,
        there.map(({ filling }) => filling),
      )
    },
    followAddress: async (tx, move) => {
      for (const feature of features) await feature.followAddress?.(tx, app(), move)
    },
    mailboxGone: async (tx, gone) => {
      for (const feature of features) await feature.mailboxGone?.(tx, gone)
    },
    forgetMailboxes: async (tx, erased) => {
      for (const feature of features) await feature.forgetMailboxes?.(tx, app(), erased)
    },
    deedsOf: async (person, locale) => {
      const deeds = await Promise.all(features.map((feature) => feature.deedsOf?.(app(), person, locale) ?? []))
      return deeds.flat()
    },
    suggestionsFor: async (wish) => {
      const known = await Promise.all(present().map((feature) => feature.suggest?.(app(), wish) ?? []))
      const best = known.flat().sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1))
      // What two slices propose is proposed once, for the better reasons.
      return best.filter(({ key }, n) => best.findIndex((one) => one.key === key) === n)
    },
    ownPagesOf: async (actor, locale) => {
      const pages = await Promise.all(present().map((feature) => feature.ownPages?.(app(), actor, locale) ?? []))
      return pages.flat()
    },
    tabsOf: (of, role) => tabsIn(present(), { of, role }),
  }
}

/** Pages that rooms add to those of a thing, for who has that role in it. */
function tabsIn(rooms: Feature[], { of, role }: { of: string; role: string }): ReturnType<App['tabsOf']> {
  const isFor = (wanted: string | undefined) =>
    wanted === undefined ? !['anyone', 'staff', 'newcomer'].includes(role) : wanted === role
  return rooms.flatMap(({ texts, tabs = [] }) =>
    tabs
      .filter((tab) => tab.of === of && isFor(tab.role))
      .map(({ path, text, daily = false, once }) => ({ path, text: (locale) => texts.in(locale)(text), daily, once })),
  )
}

/** Milliseconds after which a process sees what another changed, and after which the embedded database, which has no other, is tidied up. */
const REFRESH_EVERY = 5_000
const TIDY_EVERY = 60_000

/** Starts what runs beside requests and jobs; gives the way to stop it. */
function keepUp(app: App, { embedded, pool }: Database): () => void {
  const every = (milliseconds: number, work: () => Promise<void>) =>
    setInterval(() => void work().catch((error: unknown) => app.log.warn({ err: error }, 'upkeep failed')), milliseconds).unref()
  const timer = embedded ? every(TIDY_EVERY, () => tidy(pool)) : every(REFRESH_EVERY, () => refresh(app))
  return () => clearInterval(timer)
}

async function refresh(app: App): Promise<void> {
  for (const feature of features) await feature.refresh?.(app)
}

/** On somebody's own machine, with mails kept on disk: only there may they be shown, since they hold everybody's links. */
function isTrial({ production, mailUrl, publicUrl }: Config): boolean {
  return !production && !mailUrl && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(publicUrl).hostname)
}

function keptBy({ name, texts, personalData = [] }: Feature): KeptData[] {
  return personalData.map((one) => ({ ...one, why: (locale) => texts.in(locale)(`${name}.kept.${one.table}`) }))
}

/** The frame of every page, with the movement's name and the slices' own links in it. */
function frameFor({ movement, isOn }: App, texts: Texts) {
  return (page: Framed) => {
    const { name, contact, accent } = movement.current
    const { actor, link } = page
    const t = texts.in(page.locale)
    const drawn = ({ path, text, daily }: Entry) => ({ href: link(path), text: t(text), daily: daily === true })
    const at = (place: Parameters<typeof linksAt>[0]) => linksAt(place, actor, isOn).map(drawn)
    const sections = actor ? sectionsFor(actor, isOn) : []
    return Frame({
      ...page,
      siteName: name,
      menu: at('menu'),
      enter: actor ? [] : at('enter'),
      footer: at('footer'),
      sections: sections.map(({ text, pages }) => ({
        text: t(text),
        pages: pages.map((one) => ({ ...drawn(one), beside: one.beside.map(drawn) })),
      })),
      account: at('account'),
      search: sections.length > 0 ? link('/search') : undefined,
      contact,
      accent,
    })
  }
}
