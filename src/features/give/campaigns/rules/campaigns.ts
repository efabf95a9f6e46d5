import type { Locale } from '#platform/i18n/locales'
import { normalise } from '#platform/text/normalise'

export type Words = { title: string; story: string }
export type Texts = Partial<Record<Locale, Words>>

type Window = { public_at: Date | null; closed_at: Date | null; opens_on: string | null; closes_on: string | null }

/** `drawn`: nobody sees it; `coming`: seen, and takes nothing yet; `over`: seen, and takes nothing any more. */
export type CampaignState = 'drawn' | 'coming' | 'open' | 'over'

/** Where a campaign stands on a day (`YYYY-MM-DD`, by the movement's clocks). */
export function stateOf({ public_at, closed_at, opens_on, closes_on }: Window, today: string): CampaignState {
  if (!public_at) return 'drawn'
  if (closed_at || (closes_on !== null && today > closes_on)) return 'over'
  return opens_on !== null && today < opens_on ? 'coming' : 'open'
}

/** Its words for a reader, and in which language they are: hers, the movement's, or what there is. */
export function wordsFor(texts: Texts, locale: Locale, movement: Locale): Words & { locale: Locale } {
  const found = [locale, movement, ...(Object.keys(texts) as Locale[])].find((one) => texts[one])
  if (!found) throw new Error('A campaign without words')
  return { ...texts[found]!, locale: found }
}

const LONGEST = 50

/** How a title stands in an address: «La caravane de l’été» as `la-caravane-de-l-ete`. At least three letters. */
export function addressOf(title: string): string {
  const plain = normalise(title)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
  return plain.length < 3 ? `gift-${plain || '1'}` : plain
}

/** How much of the goal is there, for the eye: a whole number of percent, 100 at most, and only when it is reached. */
export const partReached = (total: number, goal: number): number => Math.min(100, Math.floor((total * 100) / goal))

/** Donors from whom on figures are told: of few, a sum or a median would say what each gave. */
export const TOLD_FROM = 10
