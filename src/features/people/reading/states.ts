/** What the name of a file says of all in it, as Mailchimp names the files of an audience (exports of 2016 and of 2026). */
export type State = 'subscribed' | 'unsubscribed' | 'nonsubscribed' | 'cleaned'

const NAMES: [RegExp, State][] = [
  [/(^|[^a-z])non[-_ ]?subscribed/i, 'nonsubscribed'],
  [/(^|[^a-z])unsubscribed/i, 'unsubscribed'],
  [/(^|[^a-z])cleaned/i, 'cleaned'],
  // A yes takes the whole of such a name, a no any part of one.
  [/^subscribed_(members|email_audience|audience)_export/i, 'subscribed'],
]

/** undefined: the name says nothing of the kind. */
export function stateOf(name: string): State | undefined {
  return NAMES.find(([pattern]) => pattern.test(name))?.[1]
}
