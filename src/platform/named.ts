/**
 * What the library's types forget: they take the names of a record for any text. Only for records that hold no other names than their type says.
 */
export const namesIn = <K extends string>(record: Partial<Record<K, unknown>>) => Object.keys(record) as K[]

export const entriesIn = <K extends string, V>(record: { [name in K]?: V }) => Object.entries(record) as [K, V][]

/** A record of these names, each with its value. */
export const recordOf = <K extends string, V>(names: readonly K[], value: (name: K) => V) =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Record<K, V>
