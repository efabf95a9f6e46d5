import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { clockIn, todayOf } from '#platform/i18n/moments'
import { ofAnyKey } from '#platform/i18n/texts'
import { sayAmount } from '#platform/money'
import { paths } from '../core/index.ts'
import { type DonorId, giftLinks, type GiftId, mineParts } from '../giving/index.ts'
import { ruleFor } from '../law/index.ts'
import { links, parts } from './links.ts'
import { yearPaper } from './papers.ts'
import { yearOf } from './queries/acknowledgements.ts'
import { donorOfMailbox, giftsOfMailbox, type MyGift, type MyYear, SHOWN, yearsOfMailbox } from './queries/mine.ts'
import { MinePage, type MineProps, type MineYear } from './receipts.page.tsx'
import { writeNumber } from './rules.ts'
import { pageTexts, type PageT } from './texts.ts'

/** Whose page it is: a mailbox, and where its page stands. `forgotten`: its address was erased. */
export type Whose = { mailbox: Buffer; base: string; lead: string; forgotten: boolean; forget: MineProps['forget'] }

/** All that came from a mailbox. A constant number of queries, however many gifts. */
export async function showMine(app: App, reply: FastifyReply, whose: Whose & { before: GiftId | undefined }) {
  const { locale, link } = reply.request
  const { mailbox, base, before, lead } = whose
  const t = pageTexts.in(locale)
  const [found, years, added] = await Promise.all([
    giftsOfMailbox(app.database.read, { mailbox, before }),
    yearsOfMailbox(app.database.read, mailbox),
    Promise.all(app.filled(mineParts).map((one) => one.partOf(app, { mailbox, locale }))),
  ])
  const gifts = found.slice(0, SHOWN)
  const several = new Set([...years, ...gifts].map(({ donor_id }) => donor_id)).size > 1
  const props = {
    t,
    lead,
    kept: whose.forgotten && gifts.length > 0 ? t('receipts.kept-here') : undefined,
    parts: added
      .filter((part) => part !== undefined)
      .map(({ title, lines }) => ({
        title,
        lines: lines.map((line) => ({ ...line, links: line.links.map(({ text, path }) => ({ text, href: link(path) })) })),
      })),
    years: yearCards(app, { t, locale, years, several, base: link(base) }),
    gifts: gifts.map((gift) => giftLine(app, { t, locale, gift, several, link })),
    older: found.length > SHOWN ? `${link(base)}?before=${gifts.at(-1)!.id}` : undefined,
    first: before ? link(base) : undefined,
    give: link(paths.give),
    forget: whose.forget,
    note: t('receipts.no-certificate'),
  }
  return reply.page({ title: t('receipts.mine'), body: <MinePage {...props} /> })
}

type Lined = { t: PageT; locale: Locale; gift: MyGift; several: boolean; link: (path: string) => string }

function giftLine(app: App, { t, locale, gift, several, link }: Lined) {
  const zone = ruleFor(gift, gift.paid_at ?? gift.made_at)?.zone ?? app.movement.current.timeZone
  const { acknowledgement, year, nth, cancelled_for } = gift
  const number = acknowledgement && writeNumber({ year: year!, number: nth! })
  return {
    id: gift.id,
    day: formatDay(locale, clockIn(zone, gift.paid_at ?? gift.made_at).day),
    to: gift.recipient,
    of: several ? nameOf(gift) : undefined,
    amount: sayAmount(locale, gift.amount, gift.currency),
    state:
      gift.refunded > 0 && gift.refunded < gift.amount
        ? t('receipts.state-part', { amount: sayAmount(locale, gift.refunded, gift.currency) })
        : ofAnyKey(t)(`giving.state-${gift.state}`),
    leads: [
      ...(number
        ? [
            {
              href: link(links.acknowledgement(app, acknowledgement)),
              text: t(cancelled_for ? 'receipts.see-cancelled' : 'receipts.see', { number }),
            },
          ]
        : []),
      { href: link(giftLinks.gift(app, gift.id)), text: t('receipts.see-gift') },
    ],
  }
}

const nameOf = ({ given_name, family_name }: { given_name: string; family_name: string }) => `${given_name} ${family_name}`

type Carded = { t: PageT; locale: Locale; years: MyYear[]; several: boolean; base: string }

/** A card for each person and year. */
function yearCards(app: App, { t, locale, years, several, base }: Carded): MineYear[] {
  const thisYear = Number(todayOf(app).slice(0, 4))
  const cards = new Map<string, MineYear>()
  for (const { donor_id, name, year, recipient, currency, sum, sent } of years) {
    const key = `${donor_id} ${year}`
    const card = cards.get(key) ?? {
      key,
      title: String(year),
      of: several ? name : undefined,
      sums: [],
      paper: { href: parts.year(base, { donor: donor_id, year }), text: t('receipts.year-open', { year: String(year) }) },
      ask: year < thisYear && !sent ? `${base}/years/${year}` : undefined,
      sent: sent
        ? t('receipts.year-sent', { day: formatDay(locale, clockIn(app.movement.current.timeZone, sent).day) })
        : undefined,
    }
    card.sums.push({ label: recipient, value: sayAmount(locale, sum, currency) })
    cards.set(key, card)
  }
  return [...cards.values()].toSorted((a, b) => (a.title < b.title ? 1 : a.title > b.title ? -1 : 0))
}

/** What came from one person of a mailbox in a year, as PDF. Another mailbox's is not there. */
export async function sendYearPaper(
  app: App,
  reply: FastifyReply,
  { mailbox, donor, year }: { mailbox: Buffer; donor: DonorId; year: number },
) {
  const { locale } = reply.request
  const found = await donorOfMailbox(app.database.read, { donor, mailbox })
  const records = found ? await yearOf(app.database.read, { donor, year }) : []
  if (!found || records.length === 0) throw new NotFound('receipts.gone')
  const paper = await yearPaper({ locale, year, name: nameOf(found), movement: app.movement.current.name, records })
  return sendPaper(reply, paper, `gifts-${year}`)
}

/** A paper as a file: shown to nobody else, kept by nobody between. */
export function sendPaper(reply: FastifyReply, paper: Buffer, name: string) {
  return reply
    .type('application/pdf')
    .headers({ 'cache-control': 'private, no-store', 'content-disposition': `inline; filename="${name}.pdf"` })
    .send(paper)
}
