/** A question: of a town, with one way on, or with answers that each lead somewhere; `not`: answers that there are not in these areas. */
type Question =
  | { town: string }
  | { ask: Record<string, string>; not?: Record<string, string[]> }
  | { stage: Record<Stage, string> }
export type Stage = 'ordinary' | 'late' | 'over'

/** What somebody is to do, to bring, until when, who serves her, and the rules that say so; each by its key. */
type Outcome = { do: string[]; bring: string[]; until: 'ordinary' | 'late' | null; links: string[]; rules: string[] }

/** Questions and outcomes by name; a way that begins with `=` leads to an outcome. */
export type Tree = { start: string; questions: Record<string, Question>; outcomes: Record<string, Outcome> }

/** What is known without asking: what can still be done for the next vote in her town, and her department. */
export type Known = { stage: Stage; area: string | null }

/** Where somebody is: what she answered, in order, and what is asked next, or what comes of it. */
export type Walk = { said: { question: string; answer: string }[] } & (
  | { question: string; answers: string[] | undefined; outcome?: undefined }
  | { outcome: string; question?: undefined }
)

/**
 * Follows answers through a tree, from its start to the first question that is not answered, or to an outcome. An answer that the question does not have, or not in
 * that area, is none. Nothing is remembered: the same answers lead to the same place.
 */
export function walk(tree: Tree, answers: Record<string, string | undefined>, { stage, area }: Known): Walk {
  const said: Walk['said'] = []
  let at = tree.start
  while (!at.startsWith('=')) {
    const question = tree.questions[at]!
    if ('stage' in question) {
      at = question.stage[stage]
      continue
    }
    const answer = answers[at]
    const open = 'ask' in question ? answersOf(question, area) : undefined
    const on = 'town' in question ? question.town : answer !== undefined && ownOf(open!, answer)
    if (answer === undefined || !on) return { said, question: at, answers: open && Object.keys(open) }
    said.push({ question: at, answer })
    at = on
  }
  return { said, outcome: at.slice(1) }
}

function answersOf({ ask, not = {} }: Extract<Question, { ask: unknown }>, area: string | null): Record<string, string> {
  const here = Object.entries(ask).filter(([answer]) => !(area && not[answer]?.includes(area)))
  return Object.fromEntries(here)
}

/** A word that somebody sent may be the name of something that every object has. */
const ownOf = (record: Record<string, string>, name: string) => (Object.hasOwn(record, name) ? record[name] : undefined)
