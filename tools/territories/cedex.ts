import { type Alias, type Commune } from './former.ts'
import { fromGit } from './git.ts'
import { plain } from './world.ts'

/** CEDEX codes with the INSEE codes of who receives mail there, taken from the register of enterprises (SIRENE) of March 2017. */
const CEDEX = { clone: 'geocodage-spd', commit: 'acf2ab76b01ad101c67c5149c0a60b067c54aebd', path: '2017/cedex.csv' }

/** Not a postal code of La Poste, and written every day. */
const GENERAL: Record<string, string> = { '13000': '13055', '69000': '69123', '75000': '75056' }

/**
 * CEDEX codes by the town that each means. A code says its town by name («LYON CEDEX 03»), and whoever has one may have a seat anywhere: of the communes
 * that were found for it, the one that bears the name; else the one of the department that does; else the only one.
 */
export function cedexCodes(communes: Commune[], former: Alias[]): Alias[] {
  const today = communes.filter(({ type }) => type === 'commune-actuelle')
  const ordinary = new Set(today.flatMap(({ codesPostaux = [] }) => codesPostaux))
  const place = placesByCode(communes, former)
  const named = placesByName(today, former)
  const codes = new Map<string, string[]>()
  const add = (code: string, town: string | undefined) => town && codes.set(town, [...(codes.get(town) ?? []), code])
  for (const [code, rows] of Map.groupBy(readCedex(), (row) => row.code)) {
    if (ordinary.has(code)) continue
    const found = new Set(rows.flatMap(({ insee }) => place.get(insee) ?? []))
    const called = [...new Set(rows.flatMap(({ label }) => named.get(plain(townIn(label))) ?? []))]
    const here = called.filter((town) => found.has(town))
    const near = called.filter((town) => town.slice(0, 2) === code.slice(0, 2))
    const only = found.size === 1 ? [...found].filter((town) => town.slice(0, 2) === code.slice(0, 2)) : []
    add(code, [here, near, only].find(({ length }) => length === 1)?.[0])
  }
  for (const [code, town] of Object.entries(GENERAL)) add(code, town)
  return [...codes].map(([place, postalCodes]) => ({ place, names: [], codes: [], postalCodes: postalCodes.toSorted() }))
}

/** Where each code of INSEE, of today or before, is today. */
function placesByCode(communes: Commune[], former: Alias[]): Map<string, string> {
  return new Map([
    ...former.filter(({ from }) => !from).flatMap(({ place, codes }) => codes.map((code) => [code, place] as const)),
    ...communes.map(({ code, commune, chefLieu }) => [code, commune ?? chefLieu ?? code] as const),
  ])
}

function placesByName(today: Commune[], former: Alias[]): Map<string, string[]> {
  const all = [
    ...today.map(({ code, nom }) => [plain(nom), code] as const),
    ...former.filter(({ from }) => !from).flatMap(({ place, names }) => names.map((name) => [plain(name), place] as const)),
  ]
  return new Map(
    [...Map.groupBy(all, ([name]) => name)].map(([name, pairs]) => [name, [...new Set(pairs.map(([, code]) => code))]]),
  )
}

const townIn = (label: string) =>
  label.replace(/\bCEDEX\b.*$/, '').replace(/\bSTE?\b/g, (one) => (one === 'ST' ? 'SAINT' : 'SAINTE'))

function readCedex(): { code: string; label: string; insee: string }[] {
  return [...fromGit(CEDEX).matchAll(/^"(\d{5})","([^"]*)","([^"]*)"/gm)].map(([, code, label, insee]) => ({
    code: code!,
    label: label!,
    insee: insee!,
  }))
}
