import type { AreaId, PlaceId } from './tables.ts'

/** By what a place is known besides its own name, id and postal codes. Dates are YYYY-MM-DD. */
export type Alias = {
  place_id: PlaceId
  names: string[]
  /** Ids that it had: 'FR-74268'. */
  ids: PlaceId[]
  /** Codes of its district, or of the mail of enterprises (CEDEX). */
  postalCodes: string[]
  /** Meant between these days alone; null: at any time. */
  span: { from: string; until: string } | null
}

/** The file of aliases, as the bytes that it is: the lines of a country are read when the country is asked for. */
export class Aliases {
  readonly #bytes: Buffer

  /** `bytes`: a header, then a line for each alias, in the order of the places. */
  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  ofCountry(country: AreaId): Alias[] {
    const from = this.#bytes.indexOf(`\n${country}-`)
    if (from < 0) return []
    const to = this.#bytes.lastIndexOf(`\n${country}-`)
    const lines = this.#bytes.toString('utf8', from + 1, this.#bytes.indexOf('\n', to + 1))
    return lines.split('\n').map((line) => aliasOf(line, country))
  }
}

function aliasOf(line: string, country: AreaId): Alias {
  const [place = '', names, codes, postalCodes, from, until] = line.split('\t')
  return {
    place_id: place,
    names: names ? names.split('|') : [],
    ids: codes ? codes.split(' ').map((code) => `${country}-${code}`) : [],
    postalCodes: postalCodes ? postalCodes.split(' ') : [],
    span: from && until ? { from, until } : null,
  }
}
