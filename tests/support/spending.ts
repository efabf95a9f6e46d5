import { openAccounts, post } from '../../src/features/give/books/index.ts'
import { found, signer, type Signer } from './groups.ts'
import type { TestProgram } from './program.ts'
import { staffMember, type Visitor } from './staff.ts'

export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')

/** Another PDF than any before: a page with these words on it. */
export function paper(words: string): Buffer {
  const drawn = `BT/F 12 Tf 9 50 Td(${words})Tj ET`
  return Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 99]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>endobj
4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
5 0 obj<</Length ${drawn.length}>>stream
${drawn}
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
`)
}

/** Somebody who keeps the books of a recipient. */
export async function treasurerOf(
  program: TestProgram,
  recipient: string,
): Promise<Visitor & { account: string; email: string }> {
  const treasurer = await staffMember(program, 'treasurer')
  await program.rows('insert into recipient_officer (recipient_id, account_id, since) values ($1, $2, now())', [
    recipient,
    treasurer.account,
  ])
  return treasurer
}

/** Gives a group a share of a recipient's gifts, as a gift that is for it does. */
export async function giveShare({ app }: TestProgram, { book, group, amount }: { book: string; group: string; amount: number }) {
  const of = { book, currency: 'EUR' }
  await app.database.transact(async (tx) => {
    const [share, groups] = await openAccounts(tx, [
      { ...of, code: `group:${group}`, kind: 'liability', name: 'Part du groupe', floorZero: true },
      { ...of, code: '1100', kind: 'equity', name: 'Parts des groupes' },
    ])
    const lines = [
      { account: groups!, amount },
      { account: share!, amount: -amount },
    ]
    const cause = { kind: 'test', id: crypto.randomUUID() }
    await post(tx, { book: { id: book, zone: 'Europe/Paris' }, at: app.now(), cause, what: 'share', lines })
  })
}

/** A group with two who lead it and one who does not, each in a browser of her own. */
export async function ledGroup(program: TestProgram): Promise<{ group: string; zoe: Signer; ana: Signer; eva: Signer }> {
  const [zoe, ana, eva] = [await signer(program, 'Zoe'), await signer(program, 'Ana'), await signer(program, 'Eva')]
  const group = await found(program, [zoe.person, ana.person, eva.person])
  await program.rows("update membership set role = 'organiser' where group_id = $1 and person_id = $2", [group, ana.person])
  return { group, zoe, ana, eva }
}

export const BILL = {
  words: 'Tracts du marché',
  category: 'printing',
  payee: 'Imprimerie Exemple',
  amount: '20',
  spent_on: '2026-03-02',
}

/** Sends a file as its form does. */
export function sendFile(
  program: TestProgram,
  who: Visitor,
  { path, bytes, name = 'facture.pdf' }: { path: string; bytes: Buffer; name?: string },
) {
  const boundary = 'form-of-the-test'
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="voucher"; filename="${name}"\r\nContent-Type: text/html\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const cookie = [...who.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': `multipart/form-data; boundary=${boundary}` }
  return program.server.inject({ method: 'POST', url: path, headers, payload })
}
