import { formatDay, formatNumber, type Locale } from '#platform/i18n/locales'
import { paragraphsOf } from '#platform/text/paragraphs'
import { sayAmount } from '../law/index.ts'
import type { HeadProps } from './campaign-head.tsx'
import type { CampaignRecord } from './queries/campaigns.ts'
import type { Figure } from './queries/figures.ts'
import { type CampaignState, partReached, TOLD_FROM, wordsFor } from './rules/campaigns.ts'
import { texts } from './texts.ts'

type Said = { locale: Locale; currency: string }

/** Sum, people and middle gift in words; none of so few that they would say what each gave. */
export function figuresSaid({ total, donors, median }: Figure, { locale, currency }: Said) {
  const t = texts.in(locale)
  if (donors < TOLD_FROM) return []
  return [
    { value: sayAmount(locale, total, currency), label: t('campaigns.total') },
    { value: formatNumber(locale, donors), label: t('campaigns.donors', { n: donors }) },
    { value: sayAmount(locale, median, currency), label: t('campaigns.median') },
  ]
}

type Head = { campaign: CampaignRecord & { state: CampaignState }; figure: Figure; movement: Locale }

/** What the head of a campaign's page says: for what, how much is there, until when. */
export function describeHead({ campaign, figure, movement }: Head, { locale, currency }: Said): HeadProps {
  const t = texts.in(locale)
  const { title, story, locale: written } = wordsFor(campaign.texts, locale, movement)
  const [first, ...more] = paragraphsOf(story)
  const goal = sayAmount(locale, campaign.goal, currency)
  const isTold = figure.donors >= TOLD_FROM
  const said = (amount: number) => sayAmount(locale, amount, currency)
  const values = { total: said(figure.total), median: said(figure.median), goal, n: figure.donors, from: TOLD_FROM }
  return {
    title,
    lead: first ?? '',
    more,
    lang: written === locale ? undefined : written,
    gauge: isTold ? { part: partReached(figure.total, campaign.goal), words: t('campaigns.gauge', values) } : undefined,
    people: isTold ? t('campaigns.people', values) : t('campaigns.few', values),
    window: windowSaid(campaign, locale),
  }
}

function windowSaid({ state, opens_on, closes_on }: Head['campaign'], locale: Locale): string | undefined {
  const t = texts.in(locale)
  if (state === 'coming') return t('campaigns.from', { day: formatDay(locale, opens_on!) })
  return state === 'open' && closes_on ? t('campaigns.until', { day: formatDay(locale, closes_on) }) : undefined
}
