/** What stands in the record of a station: registered, signatures in the list, ballots in the urn, blank ones, void ones, and votes by candidate. */
export type Figures = {
  registered: number
  voters: number
  ballots: number
  blank: number
  void: number
  votes: Record<string, number>
}

export const PLAIN = ['registered', 'voters', 'ballots', 'blank', 'void'] as const

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)

/** Votes for anybody: neither blank nor void. */
export const expressedIn = ({ votes }: Pick<Figures, 'votes'>): number => sum(Object.values(votes))

/** What cannot be, by the field that is to be looked at again. */
export function faultsOf(figures: Figures): Record<string, string> {
  const { registered, voters, ballots, blank } = figures
  const counted = blank + figures.void + expressedIn(figures)
  return {
    ...(voters > registered && { voters: 'counting.count.over-registered' }),
    ...(ballots > registered && { ballots: 'counting.count.over-registered' }),
    ...(ballots !== counted && { ballots: 'counting.count.not-the-sum' }),
  }
}

/** As many ballots in the urn as signatures in the list: else it is to stand in the record (L65). */
export const isUneven = ({ voters, ballots }: Figures): boolean => voters !== ballots

const flat = ({ votes, ...plain }: Figures): Record<string, number> => ({
  ...plain,
  ...Object.fromEntries(Object.entries(votes).map(([candidate, n]) => [`votes[${candidate}]`, n])),
})

/** The fields in which two sheets differ, with what the other one says. */
export function differencesOf(own: Figures, other: Figures): Record<string, number> {
  const [mine, theirs] = [flat(own), flat(other)]
  const fields = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
  return Object.fromEntries(fields.filter((field) => mine[field] !== theirs[field]).map((field) => [field, theirs[field] ?? 0]))
}

const alike = (a: Figures, b: Figures) => Object.keys(differencesOf(a, b)).length === 0

/** Who typed: by account, and the person whose it is, who may have another. */
type Typist = { by: string; person?: string | null | undefined }

/** Whether two sheets are of two persons, as far as we know: of two accounts, and not of one person who has both. */
export const areTwo = (one: Typist, other: Typist): boolean => one.by !== other.by && (!one.person || one.person !== other.person)

/** The figures that two persons typed alike; undefined: none, or two pairs that differ. Each account with its last sheet, once. */
export function agreedOf(sheets: readonly (Typist & { figures: Figures })[]): Figures | undefined {
  const last = [...new Map(sheets.map((sheet) => [sheet.by, sheet])).values()]
  const shared = last.filter((one) => last.some((other) => areTwo(one, other) && alike(one.figures, other.figures)))
  const [first] = shared
  return first && shared.every(({ figures }) => alike(figures, first.figures)) ? first.figures : undefined
}

/** Figures of several stations, added up: of how many, how many of these came in and were corrected, and the last moment at which one did. */
type Added = Figures & { stations: number; counted: number; corrected: number; latest: Date | null }

/** The sum of parts that share no station; undefined: there is none. */
export function sumOf(parts: readonly Added[]): Added | undefined {
  if (parts.length === 0) return undefined
  const of = (name: (typeof PLAIN)[number] | 'stations' | 'counted' | 'corrected') => sum(parts.map((part) => part[name]))
  const candidates = [...new Set(parts.flatMap(({ votes }) => Object.keys(votes)))]
  const moments = parts.flatMap(({ latest }) => (latest ? [new Date(latest).getTime()] : []))
  return {
    registered: of('registered'),
    voters: of('voters'),
    ballots: of('ballots'),
    blank: of('blank'),
    void: of('void'),
    stations: of('stations'),
    counted: of('counted'),
    corrected: of('corrected'),
    votes: Object.fromEntries(candidates.map((id) => [id, sum(parts.map(({ votes }) => votes[id] ?? 0))])),
    latest: moments.length > 0 ? new Date(Math.max(...moments)) : null,
  }
}
