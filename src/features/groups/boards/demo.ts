import { sql } from 'kysely'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { seededRandom } from '#platform/text/random'
import { db, type PostId } from './tables.ts'

const CHUNK = 200
const SAID = [
  ['On se retrouve mardi ? J’apporte de quoi grignoter.', ['Oui !', 'Je viens avec une voisine.']],
  ['Le marché de samedi : qui peut être là à 9 h pour installer la table ?', ['Moi.', 'À 9 h 30 plutôt, je dépose les enfants.']],
  ['Merci à toutes et à tous pour hier soir. On a parlé à 43 personnes.', ['Beau résultat.']],
  ['Quelqu’un aurait-il une camionnette pour aller chercher les affiches ?', ['Mon frère en a une, je lui demande.']],
  ['Bienvenue aux nouveaux venus ! Dites-nous ce qui vous amène.', ['Merci pour l’accueil.', 'Heureuse d’être là.']],
] as const satisfies [string, string[]][]

type Made = { id: PostId; group_id: string; parent_id: PostId | null; author_id: string; text: string; posted_at: Date }

/** A few lines on most boards of the demo. There already: nothing changes; nobody made up gets a mail. */
export async function loadDemoBoards(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await db(read).selectFrom('post').select('id').limit(1).executeTakeFirst()) return
  const random = seededRandom(1848)
  const { rows } = await sql<{
    group_id: string
    people: string[]
  }>`select group_id, array_agg(person_id order by joined_at) as people
    from membership group by group_id order by group_id`.execute(db(read))
  const posts = rows.flatMap(({ group_id, people }) => (random() < 0.8 ? threadsOf(app.now(), random, { group_id, people }) : []))
  for (let at = 0; at < posts.length; at += CHUNK)
    await transact((tx) =>
      db(tx)
        .insertInto('post')
        .values(posts.slice(at, at + CHUNK).map((post) => ({ ...post, to_all: false })))
        .execute(),
    )
}

function threadsOf(now: Date, random: () => number, { group_id, people }: { group_id: string; people: string[] }): Made[] {
  const one = () => people[Math.floor(random() * people.length)]!
  const subjects = SAID.filter(() => random() < 0.5)
  return subjects.flatMap(([text, answers], n) => {
    const posted = new Date(now.getTime() - (subjects.length - n) * (1 + random()) * 86_400_000)
    const id = newId()
    const replies = answers.map((answer, at) => ({
      id: newId(),
      group_id,
      parent_id: id,
      author_id: one(),
      text: answer,
      posted_at: new Date(posted.getTime() + (at + 1) * 3_600_000),
    }))
    return [{ id, group_id, parent_id: null, author_id: one(), text, posted_at: posted }, ...replies]
  })
}
