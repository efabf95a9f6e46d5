import { type Incoming, readPoint } from '../bringing/index.ts'
import type { Told } from './flags.ts'
import type { Cells, Places } from './places.ts'
import { addressesIn, numbersIn } from './points.ts'

type Reached = { country: string; told: Told[]; cleaned: boolean }

/** Addresses and numbers of a row, each once, with what the row says of them. `wrong`: why one of them is none. */
export function pointsOf({ places, text }: Cells, reached: Reached) {
  const { country } = reached
  const [emailQuality, phoneQuality] = qualitiesOf(places, reached)
  const emails: Incoming['emails'] = []
  const phones: Incoming['phones'] = []
  let wrong: string | undefined
  for (const at of places.at('email')) {
    for (const typed of addressesIn(text(at)).filter(Boolean)) {
      const point = readPoint(typed, country)
      if (point?.kind !== 'email') wrong = 'reading.row.email'
      else keep(emails, point.value, emailQuality(at))
    }
  }
  for (const at of places.at('phone')) {
    for (const typed of numbersIn(text(at)).filter((one) => one !== '' && !one.includes('@'))) {
      const point = readPoint(typed, country)
      if (!point) wrong ??= 'reading.row.phone'
      else keep(phones, point.value, phoneQuality(at))
    }
  }
  return { emails, phones, wrong }
}

type Quality = Incoming['emails'][number]['quality']

/** One that stands in several columns is as bad as any of them says: NationBuilder gives the first address twice, and marks it once. */
function keep(points: Incoming['emails'], value: string, quality: Quality): void {
  const there = points.find((point) => point.value === value)
  if (!there) points.push({ value, quality })
  else if (there.quality === 'unknown') there.quality = quality
}

type QualityAt = (at: number) => Quality

/** What the row says of its addresses, and of its numbers, by where they stand. */
function qualitiesOf(places: Places, { told, cleaned }: Reached): [QualityAt, QualityAt] {
  const spoilt = told.filter((one) => one.meaning === 'bad' || (one.target.startsWith('email-bad') && one.meaning === 'no'))
  const targets = new Set(spoilt.map(({ target }) => target))
  const bad = new Set([...targets].map((target) => places.column(target.split(':')[1] ?? '')))
  const phone: QualityAt = (at) => (bad.has(at) ? 'bad' : 'unknown')
  if (cleaned || targets.has('status')) return [() => 'bouncing', phone]
  return [targets.has('email-bad:*') ? () => 'bad' : phone, phone]
}
