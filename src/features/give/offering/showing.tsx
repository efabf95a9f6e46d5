import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { isId } from '#platform/db/id'
import { NotFound } from '#platform/errors'
import { countryOptions } from '#platform/i18n/countries'
import type { Locale } from '#platform/i18n/locales'
import { todayOf } from '#platform/i18n/moments'
import { ofAnyKey } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { aimProps, type Aims, anyTakes, CampaignHead, CampaignStory, findAims, groupsPath, headOf } from '../campaigns/index.ts'
import { rhythms } from '../giving/index.ts'
import { findRecipient, paths, type RecipientRecord } from '../core/index.ts'
import { type Needs, needsOf } from '../law/index.ts'
import { GivePage } from './give.page.tsx'
import { LEAST, modesFor, saidFields, type Typed } from './reading.ts'
import { amountsToChoose, isOpen, mentionsOf } from './saying.ts'
import { otherWays } from './slots.ts'
import { type PageT, pageTexts } from './texts.ts'

/** Somebody to whom anybody may give. */
export async function openTo(app: App, id: string): Promise<RecipientRecord> {
  const found = await findRecipient(app.database.read, id)
  if (!found?.public_at) throw new NotFound('give.gone')
  return found
}

type Shown = { recipient: RecipientRecord; form: FormState; typed?: Typed }

/** The form, with what the page is for: a campaign that says so above it, a group of which it asks which part. */
export async function showForm(app: App, reply: FastifyReply, { recipient, form, typed = {} }: Shown) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const nationality = typed.said?.nationality
  const needs = needsOf(recipient, { amount: LEAST, at: app.now(), ...(nationality ? { nationality } : {}) })
  const aims = await findAims(app, recipient, namedIn(typed))
  const isAnyGroup = needs?.mayEarmark && (await anyTakes(app.database.read, recipient.id))
  const groups = isAnyGroup ? link(groupsPath(recipient.id)) : undefined
  const { head, figures } = await headOf(app, locale, { recipient, aims })
  const { title, lead } = head ?? { title: recipient.name, lead: t('offering.for', { beneficiary: recipient.beneficiary }) }
  const props = {
    t,
    locale,
    title,
    lead,
    head: head && <CampaignHead {...head} />,
    story: head && <CampaignStory {...head} />,
    aim: aimProps(aims, { recipient: recipient.name, groups }),
    form,
    action: link(paths.recipient(recipient.id)),
    amounts: amountsToChoose(t, locale, recipient.currency),
    ...askedOf(t, { needs, recipient }),
    again: mayComeAgain(app, recipient),
    countries: [{ value: '', text: t('giving.choose') }, ...countryOptions(locale, app.movement.current.country)],
    mentions: mentionsOf(t, locale, recipient),
    figures,
    ways: (await waysOf(app, locale, recipient)).map(({ text, path }) => ({ text, href: link(path) })),
    closed: closedBecause(t, { recipient, needs, today: todayOf(app), aims, link }),
  }
  return reply.page({ title, description: lead, body: <GivePage {...props} /> })
}

/** Dues, loans: not while nothing can be given either. */
async function waysOf(app: App, locale: Locale, recipient: RecipientRecord) {
  if (!isOpen(recipient, todayOf(app))) return []
  const ways = await Promise.all(app.filled(otherWays).map((way) => way.of(app, { recipient, locale })))
  return ways.filter((way) => way !== undefined)
}

/** Each month only a provider can take it by itself. */
export const mayComeAgain = (app: App, { payment_account_id }: RecipientRecord) =>
  payment_account_id !== null && app.filled(rhythms).length > 0

type Needed = { needs: Needs | undefined; recipient: RecipientRecord }

/** What the law has asked of her, and by what means it lets her give. */
function askedOf(t: PageT, { needs, recipient }: Needed) {
  if (!needs) return { modes: [], fields: [], declarations: [] }
  const said = ofAnyKey(t)
  return {
    modes: modesFor(recipient, needs).map((mode) => ({ value: mode, text: t(`giving.mode-${mode}`) })),
    fields: saidFields(needs),
    declarations: needs.declarations.map(({ key, of }) => {
      const text = said(`law.declare.${key}`)
      const isOfForeigners = of === 'foreigners'
      return { key, text: isOfForeigners ? t('giving.if-foreigner', { declaration: text }) : text, isOfForeigners }
    }),
  }
}

type Closed = Needed & { today: string; aims: Aims; link(path: string): string }

/** Why nothing can be given here today, if so; where one can give all the same. */
function closedBecause(t: PageT, { recipient, needs, today, aims: { campaign }, link }: Closed) {
  if (!needs) return { why: t('law.refuse.no_rule'), instead: undefined }
  if (!isOpen(recipient, today)) return { why: t('offering.not-open'), instead: undefined }
  if (!campaign || campaign.state === 'open') return undefined
  const instead = { href: link(paths.recipient(recipient.id)), text: t('offering.to', { recipient: recipient.name }) }
  return { why: t(`campaigns.not-${campaign.state}`), instead }
}

/** The ids that a form names; what is none is nobody's. */
const namedIn = ({ campaign, group }: Typed) => ({
  campaign: campaign && isId(campaign) ? campaign : undefined,
  group: group && isId(group) ? group : undefined,
})
