import { join, openDues } from './dues.ts'
import { addCampaign, addRecipient, GIVER, sendGift, sheetOf, treasurerOf, writeSheet } from './giving.ts'
import { lend, openLoans } from './loans.ts'
import { PLANTED as plan } from './planted.ts'
import { type Planter, press } from './planting-forms.ts'
import { until } from './program.ts'
import { BILL, giveShare, paper, sendFile } from './spending.ts'
import type { Visitor } from './staff.ts'
import { bring, camtOf } from './statements.ts'

/** What Zoé gave, owes as a member and lent, and what is spent of it; the bank tells of somebody else. */
export async function plantGifts(planter: Planter): Promise<void> {
  const { program, ids } = planter
  const recipient = await addRecipient(program)
  await addCampaign(program, recipient)
  const treasurer = await treasurerOf(program, recipient)
  Object.assign(ids, { recipient: [recipient], campaign: ['la-caravane'], year: [String(program.clock.now.getFullYear())] })
  await plantMoney(planter, { recipient, treasurer })
  await plantSpending(planter, { recipient, treasurer })
  const file = camtOf([
    {
      amount: 3300,
      name: plan['name at the bank'],
      text: plan['words at the bank'],
      iban: plan['account at the bank'],
    },
  ])
  taken(await bring(program, treasurer, { recipient, content: file }))
  ids.line = [await until(async () => (await program.rows<{ id: string }>('select id from bank_line'))[0]?.id, 'the line')]
  for (const [name, table] of Object.entries(TABLES))
    ids[name] = (await program.rows<{ id: string }>(`select id from ${table}`)).map(({ id }) => id)
  await plantArrivals(planter, { recipient, treasurer })
}

/** Tables whose rows doors ask for. */
const TABLES = {
  gift: 'gift',
  donor: 'donor',
  member: 'dues_member',
  loan: 'loan',
  spending: 'spending',
  voucher: 'voucher',
  file: 'bank_file',
  sheet: 'gift_sheet',
}

type Kept = { recipient: string; treasurer: Visitor }

/** What was promised came: it stands in the books, and is thanked for. */
async function plantArrivals({ program: { rows }, ids }: Planter, { recipient, treasurer }: Kept): Promise<void> {
  const [gift] = await rows<{ id: string }>("select id from gift where state = 'promised'")
  await press(treasurer, `/staff/gifts/${recipient}/${gift!.id}/arrival`, {})
  const [due] = await rows<{ id: string }>('select id from due')
  await press(treasurer, `/staff/dues/${recipient}/${ids.member![0]}/${due!.id}/arrival`, {})
  await press(treasurer, `/staff/loans/${recipient}/${ids.loan![0]}/arrival`, {})
}

/** A gift and dues by transfer, and a loan, of one donor; a cheque of another. */
async function plantMoney({ program, zoe }: Planter, { recipient, treasurer }: Kept): Promise<void> {
  const self = { given_name: 'Aline', family_name: plan["donor's family name"], email: zoe.email, mode: 'transfer' }
  taken(await sendGift(zoe, recipient, { ...self, amount: '20', 'said[street]': plan['street of a gift'] }))
  await openDues(program, recipient)
  taken(await join(zoe, recipient, { ...self, 'said[street]': plan['street of dues'] }))
  const seen = await openLoans(program, recipient)
  const { email: _email, mode: _mode, ...name } = self
  taken(await lend(zoe, recipient, { ...name, seen, 'said[street]': plan['street of a loan'] }))
  const cheque = {
    ...GIVER,
    family_name: plan['name on a cheque'],
    street: plan['street on a cheque'],
    amount: '30',
    cheque: '123',
  }
  const sheet = sheetOf([cheque], { slip: plan['number of a slip'] })
  taken(await writeSheet(treasurer, recipient, sheet))
}

/** A bill of the fund with its paper, and what Olga's group asks to be paid. */
async function plantSpending({ program, olga, ids }: Planter, { recipient, treasurer }: Kept) {
  const bill = {
    ...BILL,
    words: plan['what was spent'],
    payee: plan['to whom it was paid'],
    bill: plan['number of a bill'],
    payee_iban: plan['account of who is paid'],
  }
  const page = await press(treasurer, `/staff/spending/${recipient}/new`, { ...bill, kind: 'bill' })
  const file = { bytes: paper(plan['words on a bill']), name: `${plan['name of a voucher']}.pdf` }
  taken(await sendFile(program, treasurer, { path: `${page}/vouchers`, ...file }))
  await press(treasurer, `${page}/allowance`, {})
  const group = ids.group![0]!
  await giveShare(program, { book: recipient, group, amount: 5000 })
  const asked = { ...BILL, recipient, words: plan['what a group asks to be paid'], payee: plan['to whom a group would pay'] }
  const request = await press(olga, `/groups/${group}/spending`, asked)
  taken(await sendFile(program, olga, { path: `${request}/vouchers`, bytes: paper(plan['words on the paper of a group']) }))
  await press(olga, `${request}/asking`, {})
}

function taken({ statusCode, body }: { statusCode: number; body: string }): void {
  if (statusCode !== 303)
    throw new Error(
      `${statusCode} ${/<main[^]*/
        .exec(body)?.[0]
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/ +/g, ' ')
        .slice(0, 700)}`,
    )
}
