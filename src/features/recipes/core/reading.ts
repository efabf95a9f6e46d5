import { Invalid } from '#platform/errors'
import { namesIn } from '#platform/named'
import type { RecipeForm, TranslationForm } from './schema.ts'
import type { Facts, Figures, Words } from './tables.ts'

/** Longest line of a list, and most lines of one. */
const LONGEST = 280
const MOST = 10

type Written = Pick<TranslationForm, 'title' | 'summary' | 'why' | 'steps' | 'material' | 'script' | 'rules' | 'report'>

/** The words of a form: of lists, a line for each. Throws Invalid where a list is too long. */
export function wordsOf(form: Written): Words {
  const lists = {
    steps: linesOf(form.steps),
    material: linesOf(form.material),
    script: linesOf(form.script),
    rules: linesOf(form.rules),
  }
  const wrong = Object.entries(lists).filter(([, lines]) => lines.length > MOST || lines.some((line) => line.length > LONGEST))
  if (wrong.length > 0) throw new Invalid(Object.fromEntries(wrong.map(([name]) => [name, 'recipes.form.lines'])))
  const { title, summary, why, report = '' } = form
  return { title: title.trim(), summary: summary.trim(), why: why.trim(), ...lists, report: report.trim() }
}

const linesOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** The facts of a form. Throws Invalid where they do not go together. */
export function factsOf({ minutes, least, most, place, tastes, skills, counts }: RecipeForm, event: string | null = null): Facts {
  const chosen = namesIn(tastes ?? {})
  const wrong = {
    ...(Number(most) < Number(least) ? { most: 'recipes.form.most-less' } : {}),
    ...(chosen.length < 1 || chosen.length > 3 ? { tastes: 'recipes.form.tastes-wrong' } : {}),
  }
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
  return {
    minutes: Number(minutes),
    least: Number(least),
    most: Number(most),
    place,
    tastes: chosen,
    skills: namesIn(skills ?? {}),
    counts: namesIn(counts ?? {}),
    event,
  }
}

/** Numbers that somebody gave, of those that a recipe asks for. */
export function figuresOf(given: Record<string, string | undefined> | undefined, counts: Facts['counts']): Figures {
  return Object.fromEntries(counts.filter((name) => given?.[name]).map((name) => [name, Number(given![name])]))
}

/** A recipe as the fields of its form. */
export function valuesOf(words: Words, facts?: Facts): Record<string, string> {
  const lists = { steps: words.steps, material: words.material, script: words.script, rules: words.rules }
  const boxesOf = (name: string, chosen: readonly string[]) =>
    Object.fromEntries(chosen.map((one): [string, string] => [`${name}[${one}]`, 'true']))
  return {
    title: words.title,
    summary: words.summary,
    why: words.why,
    report: words.report,
    ...Object.fromEntries(Object.entries(lists).map(([name, lines]) => [name, lines.join('\n')])),
    ...(facts
      ? {
          minutes: String(facts.minutes),
          least: String(facts.least),
          most: String(facts.most),
          place: facts.place,
          ...boxesOf('tastes', facts.tastes),
          ...boxesOf('skills', facts.skills),
          ...boxesOf('counts', facts.counts),
        }
      : {}),
  }
}
