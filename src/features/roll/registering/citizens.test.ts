import { beforeEach, expect, test } from 'vitest'
import { postForm } from '../../../../tests/support/signing.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'

/**
 * Citizens who walk through the questions, for the vote of 18 April 2027, and what the code électoral (text of 2 April 2026) has for each. Most are
 * guesses that were wrong: see the article beside each.
 */
const program = await useProgram()
const { rows } = program

beforeEach(async () => {
  await rows('truncate election cascade')
  program.clock.now = new Date('2026-12-01T12:00:00Z')
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', { name: 'Premier tour', kind: 'presidential', vote_on: '2027-04-18', closes: '20:00' })
  const [{ id }] = (await rows<{ id: string }>('select id from election')) as [{ id: string }]
  for (const territory of ['971', '987'])
    await chief.post(`/staff/elections/${id}/days`, { vote_on: '2027-04-17', closes: '19:00', territory })
})

/** A page as one reads it. */
const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replaceAll('&amp;', '&')

const french = { nation: 'french', age: 'adult', rights: 'no', live: 'here' }
const walked = async (at: string, fields: Record<string, string>) => {
  program.clock.now = new Date(`${at}T12:00:00Z`)
  return plain((await postForm(program, '/vote/register', fields)).body)
}

test('a student of 20 may register where her parents live, though she lives elsewhere (L11 I 1°)', async () => {
  const page = await walked('2027-03-01', { town: 'Brest (29)', ...french, known: 'no', recent: 'no', tie: 'parents' })
  expect(page).toContain('Vous pouvez vous inscrire')
  expect(page).toContain('mercredi 10 mars 2027')
  expect(page).toContain('vendredi 12 mars 2027')
  expect(page).toContain('livret de famille')
  expect(page).toContain('art. L11 I 1°')
})

test('who moved for work before the closing has no exception: on 11 March she still registers as everybody, on 13 March she is not asked for the date of before', async () => {
  const fields = { town: 'Lyon (69)', ...french, known: 'elsewhere', want: 'move' }
  expect(await walked('2027-03-11', fields)).toContain('Qu’est-ce qui vous lie à la commune')
  const late = await walked('2027-03-13', fields)
  expect(late).toContain('Depuis elle, l’un de ces cas')
  expect(late).toContain('ni un déménagement pour études')
  expect(await walked('2027-03-13', { ...fields, late: 'none' })).toContain('trop tard pour changer de liste')
})

test('who moved for work after it may ask until the tenth day before the vote (L30 2° bis, L31)', async () => {
  const page = await walked('2027-03-20', { town: 'Lyon (69)', ...french, known: 'no', recent: 'no', late: 'work' })
  expect(page).toContain('jeudi 8 avril 2027')
  expect(page).toContain('Elle répond en trois jours')
  expect(page).toContain('art. L30 2° bis')
})

test('who became French in March checks first, and has the exception all the same (L11 II, L30 4°)', async () => {
  expect(await walked('2027-03-01', { town: 'Lille (59)', ...french, known: 'no', recent: 'yes' })).toContain(
    'L’inscription a dû se faire toute seule',
  )
  expect(await walked('2027-03-20', { town: 'Lille (59)', ...french, known: 'no', recent: 'no', late: 'french' })).toContain(
    'jeudi 8 avril 2027',
  )
})

test('who turns 18 between the rounds is put on the roll without asking; who was not may ask by exception (L11 II, L30 3°)', async () => {
  const page = await walked('2027-03-20', { town: 'Nantes (44)', nation: 'french', age: 'soon' })
  expect(page).toContain('Vous devriez être inscrit·e d’office')
  expect(page).toContain('jeudi 8 avril 2027')
})

test('whom a body gives an address needs six months of ties with it (L15-1); not so in Polynesia, which has no such list (L388)', async () => {
  const fields = { ...french, known: 'no', recent: 'no', tie: 'no-home' }
  expect(await walked('2027-03-01', { town: 'Rennes (35)', ...fields })).toContain('Il faut six mois de lien')
  expect(await walked('2027-03-01', { town: 'Papeete', ...fields })).toContain('Qu’est-ce qui vous lie à la commune')
})

test('a bargeman’s family goes to a town of a closed list; a pleasure boat is a home like any other (L15)', async () => {
  const page = await walked('2027-03-01', { town: 'Toulouse (31)', ...french, known: 'no', recent: 'no', tie: 'boat' })
  expect(page).toContain('communes de la liste de l’article L15')
  expect(page).toContain('Pour un bateau de plaisance à quai')
})

test('a Frenchwoman in Quebec chooses one roll, and at the post the day ends at six (organic law 76-97)', async () => {
  const page = await walked('2027-03-01', { town: '-', nation: 'french', age: 'adult', rights: 'no', live: 'abroad' })
  expect(page).toContain('L’une ou l’autre, jamais les deux')
  expect(page).toContain('18 h, heure locale')
})

test('a German in Lyon votes for town council and European Parliament, with a document that is still valid', async () => {
  const page = await walked('2027-03-01', { town: 'Lyon (69)', nation: 'eu' })
  expect(page).toContain('élections municipales et européennes, pas aux autres')
  expect(page).toContain('en cours de validité')
  expect(page).not.toContain('mercredi 10 mars')
})

test('who is in prison asks its head, who has ten days (L12-1, L18-1)', async () => {
  const page = await walked('2027-02-01', { town: 'Lyon (69)', ...french, known: 'no', recent: 'no', tie: 'detained' })
  expect(page).toContain('il a dix jours pour transmettre')
})

test('owning a second home is no tie: paying its tax for the second year running is (L11 I 2°)', async () => {
  const page = await walked('2027-03-01', { town: 'Lyon (69)', ...french, known: 'elsewhere', want: 'move', tie: 'tax' })
  expect(page).toContain('La deuxième année de suite compte l’année de la demande')
})

test('who moved within her town stays on its roll, and votes at the old station until she has said so (L16)', async () => {
  const page = await walked('2027-04-01', { town: 'Nantes (44)', ...french, known: 'here', moved: 'yes' })
  expect(page).toContain('Vous restez inscrit·e')
  expect(page).toContain('votez à l’ancien bureau')
})

test('who regains the right to vote must ask, until the tenth day, whenever it ended (L30 5°)', async () => {
  const fields = { town: 'Lyon (69)', nation: 'french', age: 'adult', rights: 'ended' }
  expect(await walked('2027-03-25', fields)).toContain('jeudi 8 avril 2027')
  expect(await walked('2027-03-01', fields)).toContain('Où vivez-vous')
  expect(await walked('2027-04-09', fields)).toContain('trop tard')
})

test('who was struck off by mistake may go to the court until the day of the vote (L20 II)', async () => {
  expect(await walked('2027-04-18', { town: 'Lyon (69)', ...french, known: 'struck' })).toContain('jusqu’au jour du vote')
})

test('a reminder is counted from the first day of the vote anywhere, so that it leaves on the day that she was told', async () => {
  program.clock.now = new Date('2027-03-02T12:00:00Z')
  const fields = { town: 'Lyon (69)', ...french, known: 'no', recent: 'no', tie: 'home' }
  const options = async () =>
    [...(await postForm(program, '/vote/register', fields)).body.matchAll(/<option[^>]* value="(\d+)"/g)].map(
      ([, before]) => before,
    )
  // 3, 7 and 10 March, of 17 April, when people vote overseas.
  expect(await options()).toEqual(['45', '41', '38'])
  program.clock.now = new Date('2027-03-03T12:30:00Z')
  expect(await options()).toEqual(['41', '38'])
})

test('where no vote is announced she is told that she may register at any time', async () => {
  await rows('truncate election cascade')
  const page = await walked('2027-03-01', { town: 'Brest (29)', ...french, known: 'no', recent: 'no', tie: 'home' })
  expect(page).toContain('Aucun vote n’est annoncé : vous avez le ')
})

test('in Nouméa the roll closes with the year, in Papeete the exceptions a day before those of the mainland', async () => {
  const fields = { ...french, known: 'no', recent: 'no' }
  const home = await walked('2026-12-15', { town: 'Nouméa', ...fields, tie: 'home' })
  expect(home).toContain('jeudi 31 décembre 2026')
  expect(home).toContain('art. L388')
  expect(await walked('2027-01-10', { town: 'Nouméa', ...fields })).toContain('trop tard')
  const papeete = await walked('2027-03-20', { town: 'Papeete', ...fields, late: 'age' })
  expect(papeete).toContain('mercredi 7 avril 2027')
  expect(papeete).toContain('samedi 17 avril 2027')
})
