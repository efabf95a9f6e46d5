import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { LOCALES } from '#platform/i18n/locales'
import { normalise } from '#platform/text/normalise'
import { seededRandom } from '#platform/text/random'
import { gazetteerOf, type Town } from '#territories'
import { hashOf } from '../addresses/index.ts'
import { areaOf, figures, NEWS, seedSupporters, type SeedSupporter, SUPPORT } from '../core/index.ts'
import { wording } from '../ledger/index.ts'
import { familyNames, givenNames } from './demo-names.ts'

const SUPPORTERS = 100_000
const DAYS = 50
const CHUNK = 2_000
const ABROAD_SHARE = 0.03
const ABROAD = ['BE', 'CH', 'GB', 'ES', 'DE', 'US', 'CA', 'LU']

/** 100,000 made-up supporters over the real communes by population, more of them each week. The same from the same seed. */
export async function loadDemoSupporters(app: App): Promise<void> {
  const there = (await figures(app.database.read)).supporters
  if (there >= SUPPORTERS) return
  const started = Date.now()
  const wordings = LOCALES.flatMap((locale) =>
    [SUPPORT, NEWS].map((one) => ({ locale, purpose: one.key, channel: one.channels[0]!, ...wording(app, one, { locale }) })),
  )
  const everybody = supporters(app)
  // Chunks commit in order, so that a demo killed halfway goes on where it stopped.
  for (let at = there - (there % CHUNK); at < everybody.length; at += CHUNK) {
    await app.database.transact((tx) => seedSupporters(tx, everybody.slice(at, at + CHUNK), wordings))
  }
  app.log.info({ people: everybody.length, seconds: Math.round((Date.now() - started) / 1000) }, 'made up who signed')
}

function supporters(app: App): SeedSupporter[] {
  const random = seededRandom(2016)
  const gazetteer = gazetteerOf(app)
  // The demo is a movement of France, where most live; some live abroad.
  const people = ({ population }: Town) => population
  const french = picker(gazetteer.inCountry('FR'), people, random)
  const abroad = picker(
    ABROAD.flatMap((country) => gazetteer.inCountry(country)),
    people,
    random,
  )
  const given = picker(givenNames(), ({ weight }) => weight, random)
  const family = picker(familyNames(), ({ weight }) => weight, random)
  const hash = hashOf(app)
  const ranks = new Map<string, number>()
  return Array.from({ length: SUPPORTERS }, (_, i): SeedSupporter => {
    const town = random() < ABROAD_SHARE ? abroad() : french()
    const area = areaOf(town)
    const area_rank = (ranks.get(area) ?? 0) + 1
    ranks.set(area, area_rank)
    const { name: given_name } = given()
    const { name: family_name } = family()
    const email = `${plain(given_name)}.${plain(family_name)}.${i + 1}@example.org`
    return {
      id: newId(),
      contact_id: newId(),
      hash: hash(email).toString('hex'),
      email,
      given_name,
      family_name,
      locale: town.country === 'ES' ? 'es' : ['GB', 'US'].includes(town.country) ? 'en' : 'fr',
      country: town.country,
      postal_code: town.postalCodes[0] ?? '',
      place_id: town.id,
      department_id: town.department_id,
      area_rank,
      confirmed_on: dayOf(i, app.now()),
      news: random() < 0.7,
    }
  })
}

/** Growth that gathers speed, in steps of a day up to today. */
function dayOf(i: number, today: Date): string {
  const day = 1 + Math.floor(DAYS * Math.sqrt(i / SUPPORTERS))
  return new Date(today.getTime() - (DAYS - day) * 86_400_000).toISOString().slice(0, 10)
}

/** Picks each as often as it weighs: towns as people live there, names as they are met. */
function picker<T>(all: T[], weightOf: (one: T) => number, random: () => number): () => T {
  let total = 0
  const sums = all.map((one) => (total += weightOf(one)))
  return () => {
    const aim = random() * total
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! <= aim) low = middle + 1
      else high = middle
    }
    return all[low]!
  }
}

const plain = (name: string) => normalise(name).replaceAll(' ', '-')
