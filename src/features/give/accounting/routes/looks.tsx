import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { countryName, formatDay, type Locale } from '#platform/i18n/locales'
import { witnessOf } from '#staff'
import { recipientInCharge, type RecipientRecord } from '../../core/index.ts'
import { heldFor, referenceOf } from '../../giving/index.ts'
import { ruleFor, sayAmount } from '../../law/index.ts'
import { LooksPage } from '../books.page.tsx'
import { markLooked } from '../commands/look.ts'
import { paths } from '../paths.ts'
import { afterFiling, foreignCards, lateCheques, type Pair, pairsNearCap, type Seen, unsentRefunds } from '../queries/looks.ts'
import { zoneOf } from '../../sheets/index.ts'
import { sayCause, saySigned } from '../saying.ts'
import { sayRefusal } from '../../payments/index.ts'
import { BookParams, LookedForm } from '../schema.ts'
import type { Look } from '../tables.ts'
import { type PageT, pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const PATH = '/staff/books/:recipient/looks'
/** How long a cheque is on its way before somebody asks. */
const LATE = 15 * 86_400_000

/** What to check: what waits, what is late, who may be one person, what looks odd. */
export const lookRoutes: Routes = (app: App) => async (server) => {
  server.get(PATH, { config, schema: { params: BookParams, hide: true } }, async (request, reply) =>
    show(app, reply, await recipientInCharge(app, request)),
  )

  server.post(PATH, { config, schema: { params: BookParams, body: LookedForm, hide: true } }, async (request, reply) => {
    const recipient = await recipientInCharge(app, request)
    await app.database.transact((tx) => markLooked(tx, handOf(app, request), { recipient: recipient.id, ...request.body }))
    return reply.back(paths.looks(recipient.id), 'saved')
  })
}

type Saying = { t: PageT; locale: Locale; link: (path: string) => string; recipient: RecipientRecord }

/** All that there is to look at, in six queries. */
async function found(app: App, recipient: RecipientRecord) {
  const { read } = app.database
  const now = app.now()
  const zone = zoneOf(app, recipient)
  return {
    held: await heldFor(read, [recipient.id]),
    late: await lateCheques(read, recipient, { before: new Date(now.getTime() - LATE), zone }),
    pairs: await pairsNearCap(read, recipient, { rule: ruleFor(recipient, now), now }),
    foreign: await foreignCards(read, recipient, zone),
    after: await afterFiling(read, recipient),
    unsent: await unsentRefunds(read, recipient, zone),
  }
}

async function show(app: App, reply: FastifyReply, recipient: RecipientRecord) {
  const { request } = reply
  const { locale, link } = request
  const t = pageTexts.in(locale)
  const { held, late, pairs, foreign, after, unsent } = await found(app, recipient)
  if (pairs.length > 0)
    await witnessOf(app)(request.actor, {
      action: 'list',
      object: 'book',
      id: recipient.id,
      fields: ['pair'],
      count: pairs.length * 2,
    })
  const saying = { t, locale, link, recipient }
  const part = (name: 'held' | 'cheques' | 'pairs' | 'foreign' | 'after' | 'refunds', items: Item[]) => ({
    title: t(`accounting.look-${name}`),
    lead: t(`accounting.look-${name}-lead`),
    items,
  })
  const props = {
    t,
    title: t('accounting.looks'),
    lead: recipient.name,
    action: link(paths.looks(recipient.id)),
    parts: [
      ...(recipient.filed_at
        ? [
            part(
              'after',
              after.map((one) => seenItem(one, { ...saying, what: 'after-filing' })),
            ),
          ]
        : []),
      part(
        'held',
        held > 0
          ? [{ key: 'held', href: link(paths.gifts(recipient.id)), text: t('accounting.held', { n: held }), look: undefined }]
          : [],
      ),
      part(
        'refunds',
        unsent.map((one) => seenItem(one, { ...saying, what: 'refund' })),
      ),
      part(
        'pairs',
        pairs.map((pair) => pairItem(pair, saying)),
      ),
      part(
        'foreign',
        foreign.map((one) => seenItem(one, { ...saying, what: 'foreign-card' })),
      ),
      part(
        'cheques',
        late.map((one) => seenItem(one, { ...saying, what: undefined })),
      ),
    ],
    back: { href: link(paths.book(recipient.id)), text: t('accounting.to-book') },
  }
  return reply.page({ title: props.title, body: <LooksPage {...props} /> })
}

type Item = { key: string; href: string; text: string; look: Record<string, string> | undefined }

function seenItem({ subject, gift, amount, currency, day, about }: Seen, saying: Saying & { what: Look | undefined }): Item {
  const { t, locale, link, recipient, what } = saying
  const values = { amount: saySigned(locale, amount, currency), day: formatDay(locale, day) }
  const text =
    what === 'refund'
      ? t('accounting.item-refund', { ...values, reason: sayRefusal(locale, about || null) })
      : what === 'foreign-card'
        ? t('accounting.item-foreign', { ...values, country: countryName(locale, about) })
        : what === 'after-filing'
          ? t('accounting.item-after', { ...values, what: sayCause(t, { cause: { kind: 'gift' }, what: about }) })
          : t('accounting.item-cheque', { ...values, reference: referenceOf(Number(about)) })
  return { key: subject, href: link(paths.gift(recipient.id, gift)), text, look: what && { what, subject } }
}

function pairItem({ subject, a, b, sum }: Pair, { t, locale, link, recipient }: Saying): Item {
  const say = (amount: number) => sayAmount(locale, amount, recipient.currency)
  const text = t('accounting.item-pair', { a: a.name, b: b.name, one: say(a.sum), two: say(b.sum), sum: say(sum) })
  return { key: subject, href: link(paths.gift(recipient.id, b.gift)), text, look: { what: 'pair', subject } }
}
