import { fromGit } from './git.ts'

/** A name or a code by which a place is known besides its own. */
export type Alias = {
  /** INSEE code, or id of GeoNames. */
  place: string
  names: string[]
  /** INSEE codes that it had. */
  codes: string[]
  postalCodes: string[]
  /** It was meant by these between two days alone: YYYY-MM-DD. */
  from?: string
  until?: string
}

type Unit = { type: string; code: string; name: string }
type Movement = { date: string; from: Unit; to: Unit }

/** INSEE's movements of communes since 1943, as the repository of the package keeps them. */
const MOVEMENTS = {
  clone: 'decoupage-administratif',
  commit: '98976e5f29e66b8449cf64eaf3e2be0b8d9e7d85',
  path: 'sources/mouvements-communes.csv',
}

export type Commune = { code: string; nom: string; type: string; chefLieu?: string; commune?: string; codesPostaux?: string[] }

/** Names and codes that communes had, each with where it is today. */
export function formerCommunes(communes: Commune[]): Alias[] {
  const movements = readMovements(fromGit(MOVEMENTS))
  const today = new Map(communes.filter(({ type }) => type === 'commune-actuelle').map(({ code, nom }) => [code, nom]))
  const leaving = Map.groupBy(movements.filter(isOfCommunes), ({ from }) => from.code)
  const heirs = (code: string, after: string) => heirsOf(leaving, today, { code, after })
  const found: Alias[] = communes
    .filter(({ type, code }) => (type === 'commune-deleguee' || type === 'commune-associee') && !today.has(code))
    .map(({ code, nom, chefLieu }) => ({ place: chefLieu!, names: [nom], codes: [code], postalCodes: [] }))
  for (const { date, from, to } of movements) {
    // What stayed a part of a commune went with it: its last commune says where.
    const places =
      from.code === ''
        ? []
        : from.type === 'COM' || today.has(from.code)
          ? heirs(from.code, before(date))
          : to.type === 'COM'
            ? heirs(to.code, date)
            : []
    for (const place of places) found.push({ place, names: [from.name], codes: [from.code], postalCodes: [] })
  }
  return [
    ...found.filter(({ place, names: [name], codes: [code] }) => !(code === place && name === today.get(place))),
    ...partsOf(movements),
  ]
}

/** Where a commune that stood after a day is today. */
function heirsOf(
  leaving: Map<string, Movement[]>,
  today: Map<string, string>,
  { code, after }: { code: string; after: string },
): string[] {
  // What was merged and stands again is itself.
  if (today.has(code)) return [code]
  const later = (leaving.get(code) ?? []).filter(({ date }) => date > after)
  if (later.length === 0) return []
  const date = later.map((one) => one.date).toSorted()[0]!
  const targets = later.filter((one) => one.date === date).map(({ to }) => to.code)
  return [...new Set(targets.flatMap((one) => heirsOf(leaving, today, { code: one, after: date })))]
}

/** A commune that was a part of another for a while, and is one again: then, the other's name and code meant it as well. */
function partsOf(movements: Movement[]): Alias[] {
  const joined = movements.filter((one) => isOfCommunes(one) && one.from.code !== one.to.code)
  return joined.flatMap(({ date: from, from: part, to: whole }) => {
    const back = joined
      .filter((one) => one.from.code === whole.code && one.to.code === part.code && one.date > from)
      .toSorted((a, b) => (a.date < b.date ? -1 : 1))[0]
    return back
      ? [{ place: part.code, names: [whole.name], codes: [whole.code], postalCodes: [], from, until: before(back.date) }]
      : []
  })
}

const isOfCommunes = ({ from, to }: Movement) => from.type === 'COM' && to.type === 'COM'

function before(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  return new Date(date.getTime() - 86_400_000).toISOString().slice(0, 10)
}

/** MOD, DATE_EFF, then type, code, TNCC, NCC, NCCENR and label before, and the same after. No cell is quoted. */
function readMovements(csv: string): Movement[] {
  return csv
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
    .map((c) => ({
      date: c[1]!,
      from: { type: c[2]!, code: c[3]!, name: c[7]! },
      to: { type: c[8]!, code: c[9]!, name: c[13]! },
    }))
}
