import type { AreaId, PlaceId, PlaceRow } from './tables.ts'

export type Place = Omit<PlaceRow, 'm'> & { postalCodes: string[] }

/**
 * The places of a file, by their position in it. They stay the bytes that they are: as 100,000 objects they would take twenty
 * times the room, in each process, and every collection of garbage would walk them. One is made when it is asked for, in 2 µs.
 */
export class Places implements Iterable<Place> {
  readonly #bytes: Buffer
  /** Where each line begins; the last ends with the bytes. */
  readonly #starts: Uint32Array

  /** `bytes`: a header, then a line for each place, in the order of the ids. */
  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#starts = startsOfLines(bytes)
  }

  get length(): number {
    return this.#starts.length - 1
  }

  at(position: number): Place {
    return placeOf(this.#line(position))
  }

  /** How many live there: without making a place, for who goes through them all. */
  populationAt(position: number): number {
    let at = this.#starts[position]!
    for (let cell = 0; cell < POPULATION; cell++) at = this.#bytes.indexOf(TAB, at) + 1
    return Number(this.#bytes.toString('latin1', at, this.#bytes.indexOf(TAB, at)))
  }

  find(id: PlaceId): Place | undefined {
    const position = this.#lowerBound(id)
    const place = position < this.length ? this.at(position) : undefined
    return place?.id === id ? place : undefined
  }

  /** The positions of a country's places: from the first, before the second. */
  ofCountry(country: AreaId): [from: number, to: number] {
    // '.' comes right after '-'.
    return [this.#lowerBound(`${country}-`), this.#lowerBound(`${country}.`)]
  }

  *[Symbol.iterator](): Generator<Place> {
    for (let position = 0; position < this.length; position++) yield this.at(position)
  }

  #line(position: number): string {
    return this.#bytes.toString('utf8', this.#starts[position], this.#starts[position + 1]! - 1)
  }

  #lowerBound(id: PlaceId): number {
    let [low, high] = [0, this.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (idOf(this.#line(middle)) < id) low = middle + 1
      else high = middle
    }
    return low
  }
}

const NEW_LINE = 10
const TAB = 9
/** Which cell of a line, from 0. */
const POPULATION = 3

function startsOfLines(bytes: Buffer): Uint32Array {
  const starts: number[] = []
  for (let at = bytes.indexOf(NEW_LINE); at >= 0; at = bytes.indexOf(NEW_LINE, at + 1)) starts.push(at + 1)
  return Uint32Array.from(starts)
}

const idOf = (line: string) => line.slice(0, line.indexOf('\t'))

function placeOf(line: string): Place {
  const [id = '', name, codes, population, lng, lat, department, zone, exact] = line.split('\t')
  return {
    id,
    country: id.slice(0, 2),
    name: name!,
    population: Number(population),
    lng: Number(lng),
    lat: Number(lat),
    department_id: department || null,
    time_zone: zone!,
    exact: exact === '1',
    postalCodes: codes ? codes.split(' ') : [],
  }
}
