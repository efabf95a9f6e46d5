import { formatDay, type Locale } from '#platform/i18n/locales'
import { sayMoment } from '#platform/i18n/moments'
import { townName } from '#territories'
import { isDue, rollTexts, type Vote } from '../core/index.ts'
import type { PostInList, StationRecord } from './queries/stations.ts'
import { rotaOf, type Turn } from './rules/posts.ts'
import type { T } from './texts.ts'
import { lastDayOf, type StationDay } from './voting.ts'

export const fullName = ({ given_name, family_name }: Pick<PostInList, 'given_name' | 'family_name'>) =>
  [given_name, family_name].filter(Boolean).join(' ')

type Named = Pick<StationRecord, 'number' | 'name' | 'address' | 'town' | 'department_id'>

/** "Bureau n° 12, École Jean-Moulin, 3 rue des Lilas". */
export const stationName = (t: T, { number, name, address }: Pick<Named, 'number' | 'name' | 'address'>) =>
  [t('stations.station', { number }), name, address].filter(Boolean).join(', ')

export const townOf = ({ town, department_id }: Pick<Named, 'town' | 'department_id'>) => townName({ name: town, department_id })

/** What it is of and its last day. */
export const voteName = (locale: Locale, vote: Vote) => `${vote.name} · ${formatDay(locale, lastDayOf(vote))}`

type Said = { t: T; locale: Locale; zone: string }

/** By when the town hall must have the names, with the article; or that we do not know. */
export function namesText({ t, locale, zone }: Said, day: StationDay | undefined, now: Date): string {
  if (!day?.names) return rollTexts.in(locale)('roll.unknown')
  const { by, rule } = day.names
  const values = { when: sayMoment(locale, by, zone), article: rule.article }
  const said = t(now < by ? 'stations.names-by' : 'stations.names-over', values)
  // A rule that should have been read again is shown with a warning.
  return isDue(rule, day.today) ? `${said} ${rollTexts.in(locale)('roll.due', { review: formatDay(locale, rule.review) })}` : said
}

/** Who is there in a part of the day, in words. */
function turnText(t: T, { sits, gap, replaced }: Turn): string {
  if (gap) return t('stations.rota.gap')
  return replaced ? t('stations.rota.instead', { who: sits.join(', ') }) : sits.join(', ')
}

/** Who is asked as what, and what she said. */
export function postText(t: T, posts: PostInList[], role: PostInList['role']): string {
  const now = posts.find((post) => post.role === role && (post.state === 'asked' || post.state === 'yes'))
  if (now) return t(`stations.state-${now.state as 'asked' | 'yes'}`, { who: fullName(now) })
  return posts.some((post) => post.role === role && post.state === 'no') ? t('stations.state-refused') : t('stations.state-none')
}

/** The parts of the day at a station, in words. */
export const turnsOf = (t: T, posts: PostInList[]) =>
  rotaOf(posts.map((post) => ({ ...post, name: fullName(post) }))).map((turn) => ({
    ...turn,
    label: t(`stations.hour-${turn.hour}`),
    text: turnText(t, turn),
  }))

/** The day of a vote at a station, from when to when. */
export const dayText = (t: T, locale: Locale, { vote_on, opens, closes }: StationDay): string => {
  const values = { day: formatDay(locale, vote_on), closes }
  return opens ? t('stations.on-from', { ...values, opens }) : t('stations.on', values)
}
