import { cedexCodes } from './cedex.ts'
import { namesAbroad } from './exonyms.ts'
import { type Alias, type Commune, formerCommunes } from './former.ts'
import { plain, type Town } from './world.ts'

/** Rows of aliases.tsv: by which names and codes places are known besides their own. */
export function aliasRows(require: NodeJS.Require, { places, towns }: { places: Set<string>; towns: Town[] }): string[][] {
  const communes = require('@etalab/decoupage-administratif/data/communes.json') as Commune[]
  const former = formerCommunes(communes)
  const french = [...former, ...cedexCodes(communes, former)].map((one) => ({ ...one, place: `FR-${one.place}` }))
  const rows = [...gathered(french), ...districts(communes), ...namesAbroad(towns)]
  return rows
    .filter(({ place }) => places.has(place))
    .map((one) => [
      one.place,
      one.names.join('|'),
      one.codes.join(' '),
      one.postalCodes.join(' '),
      one.from ?? '',
      one.until ?? '',
    ])
}

/** One row for all that a place was called at any time; one for each that it was called for a while alone. */
function gathered(aliases: Alias[]): Alias[] {
  const groups = Map.groupBy(aliases, ({ place, from, until, names }) => [place, from, until, from && names].join('\t'))
  return [...groups.values()].map((group) => ({
    ...group[0]!,
    names: [...new Map(group.flatMap(({ names }) => names.map((name) => [plain(name), name]))).values()].toSorted(),
    codes: [...new Set(group.flatMap(({ codes }) => codes))].toSorted(),
    postalCodes: [...new Set(group.flatMap(({ postalCodes }) => postalCodes))].toSorted(),
  }))
}

/** Municipal districts as people write them at the shortest: «Paris 11», which is within Paris. */
function districts(communes: Commune[]): Alias[] {
  return communes
    .filter(({ type }) => type === 'arrondissement-municipal')
    .map(({ code, nom, commune, codesPostaux = [] }) => ({
      place: `FR-${commune}`,
      names: [nom.replace(/^(\D+?) 0?(\d+).*$/, '$1 $2')],
      codes: [code],
      postalCodes: codesPostaux,
    }))
}
