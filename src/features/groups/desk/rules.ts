/** Tasks that a group may have before it: a list that one reads, not an archive of wishes. */
export const MOST_OPEN = 30

/** First steps of a group that somebody ticks off. Texts: `desk.step-…`. */
export const TICKED = ['neighbours', 'hello', 'poster', 'outing', 'paper'] as const
export type Ticked = (typeof TICKED)[number]
/** Those that follow from what the group did. */
type Seen = 'organisers' | 'three' | 'meeting' | 'report'
export type Step = { step: Ticked | Seen; done: boolean; ticked: boolean }

type Life = { organisers: number; size: number; meets: boolean; reported: boolean; ticked: ReadonlySet<string> }

/** The first steps of a group in the order in which they help, and which of them are done. */
export function firstSteps({ organisers, size, meets, reported, ticked }: Life): Step[] {
  const seen = (step: Seen, done: boolean): Step => ({ step, done, ticked: false })
  const own = (step: Ticked): Step => ({ step, done: ticked.has(step), ticked: true })
  return [
    seen('meeting', meets || reported),
    own('neighbours'),
    seen('organisers', organisers >= 2),
    seen('three', size >= 3),
    own('hello'),
    own('poster'),
    seen('report', reported),
    own('paper'),
    own('outing'),
  ]
}

/** Whether a task should have been done by a day of the calendar (`YYYY-MM-DD`). */
export function isLate({ due_on }: { due_on: string | null }, today: string): boolean {
  return due_on !== null && due_on < today
}
