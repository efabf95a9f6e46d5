/** What somebody likes to do: the question that a person can answer about herself in a tap. */
export const TASTES = ['talk', 'write', 'make', 'organise', 'screen', 'help', 'outdoors'] as const
export const PLACES = ['street', 'market', 'home', 'online', 'workplace', 'hall'] as const
/** Minutes that somebody may have. */
export const TIMES = [15, 30, 60, 120, 240, 480] as const
/** What can be done well, and offered: the list that French movements have asked for since 2016, with languages. */
export const SKILLS = [
  'blogging',
  'handiwork',
  'driving',
  'cooking',
  'design',
  'computing',
  'journalism',
  'law',
  'teaching',
  'stage',
  'social-media',
  'mechanics',
  'security',
  'music',
  'farming',
  'drawing',
  'writing',
  'video',
  'media-watch',
  'languages',
] as const
/** What is told in numbers of something that was done. */
export const COUNTS = [
  'people',
  'doors',
  'conversations',
  'leaflets',
  'posters',
  'calls',
  'signatures',
  'registered',
  'shares',
  'visits',
  'pages',
] as const

export type Taste = (typeof TASTES)[number]
export type Place = (typeof PLACES)[number]
export type Skill = (typeof SKILLS)[number]
export type Count = (typeof COUNTS)[number]

/** What somebody looks for. `together`: several at least; else what one can do alone. */
export type Asked = {
  minutes?: number | undefined
  taste?: Taste | undefined
  skill?: Skill | undefined
  together?: boolean | undefined
}

type Fitting = { minutes: number; least: number; most: number; tastes: readonly Taste[]; skills: readonly Skill[] }

/** Whether a recipe is what somebody looks for: what takes less time than she has fits too. */
export function fits(recipe: Fitting, { minutes, taste, skill, together }: Asked): boolean {
  return (
    (minutes === undefined || recipe.minutes <= minutes) &&
    (taste === undefined || recipe.tastes.includes(taste)) &&
    (skill === undefined || recipe.skills.includes(skill)) &&
    (together === undefined || (together ? recipe.most > 1 : recipe.least === 1))
  )
}

/** Whether words say an older version than the source's newest. */
export function isOutOfDate(text: { of: number | null }, newestOfSource: number): boolean {
  return text.of !== null && text.of < newestOfSource
}

/** The address of a recipe, from its title: letters, digits and hyphens. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '')
  return plain.length > 1 ? plain : 'recipe'
}

/** The first moment of a month, as UTC has it. */
export function monthOf(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1))
}

/** Hours of an hour or more, minutes below. */
export function sayTime(minutes: number): { unit: 'minutes' | 'hours' | 'day'; n: number } {
  if (minutes >= 480) return { unit: 'day', n: 1 }
  return minutes < 60 ? { unit: 'minutes', n: minutes } : { unit: 'hours', n: Math.round(minutes / 30) / 2 }
}
