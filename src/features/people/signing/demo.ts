import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { LOCALES } from '#platform/i18n/locales'
import { seededRandom } from '#platform/text/random'
import { gazetteerOf, type Town } from '#territories'
import { hashOf } from '../addresses/index.ts'
import { areaOf, figures, NEWS, seedSupporters, type SeedSupporter, SUPPORT } from '../core/index.ts'
import { wording } from '../ledger/index.ts'

const SUPPORTERS = 100_000
const DAYS = 50
const CHUNK = 2_000
const ABROAD_SHARE = 0.03
const ABROAD = ['BE', 'CH', 'GB', 'ES', 'DE', 'US', 'CA', 'LU']
const GIVEN =
  'Amina Jeanne Louise Inès Camille Sofia Fatou Claire Nadia Hélène Lucie Manon Rosa Yasmine Zoé Karim Paul Hugo Léo Antoine Mehdi Jules Thomas Bastien Idriss Pedro Gaël Samuel Victor Malo'.split(
    ' ',
  )
const FAMILY =
  'Aubrac Berthier Castelnau Delorme Estève Fontanel Garrigue Haddad Ibarra Jaffré Kerbrat Lacaze Mazars Nivelle Ouedraogo Pelletan Quintard Rochette Sauvage Tavernier Ulmann Vasseur Weiss Ximenez Yilmaz Zerbib'.split(
    ' ',
  )

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
  app.log.info({ supporters: everybody.length, seconds: (Date.now() - started) / 1000 }, 'demo loaded')
}

function supporters(app: App): SeedSupporter[] {
  const random = seededRandom(2016)
  const gazetteer = gazetteerOf(app)
  // The demo is a movement of France, where most live; some live abroad.
  const french = picker(gazetteer.inCountry('FR'), random)
  const abroad = picker(
    ABROAD.flatMap((country) => gazetteer.inCountry(country)),
    random,
  )
  const hash = hashOf(app)
  const ranks = new Map<string, number>()
  return Array.from({ length: SUPPORTERS }, (_, i): SeedSupporter => {
    const town = random() < ABROAD_SHARE ? abroad() : french()
    const area = areaOf(town)
    const area_rank = (ranks.get(area) ?? 0) + 1
    ranks.set(area, area_rank)
    const given_name = GIVEN[Math.floor(random() * GIVEN.length)]!
    const family_name = FAMILY[Math.floor(random() * FAMILY.length)]!
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

/** Picks towns as often as people live there. */
function picker(towns: Town[], random: () => number): () => Town {
  let total = 0
  const sums = towns.map(({ population }) => (total += population))
  return () => {
    const aim = random() * total
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! <= aim) low = middle + 1
      else high = middle
    }
    return towns[low]!
  }
}

const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
