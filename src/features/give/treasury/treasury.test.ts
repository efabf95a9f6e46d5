import { expect, test } from 'vitest'
import { addRecipient, addSandbox, pathOf, provedDonor, sendGift } from '../../../../tests/support/giving.ts'
import { linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember, type Visitor, visitorOf } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const { rows } = program

/** Somebody who keeps the books of a recipient. */
async function treasurerOf(recipient: string): Promise<Visitor & { account: string }> {
  const treasurer = await staffMember(program, 'treasurer')
  await rows('insert into recipient_officer (recipient_id, account_id, since) values ($1, $2, now())', [
    recipient,
    treasurer.account,
  ])
  return treasurer
}

const gift = async () =>
  (
    await rows<{ id: string; state: string; refunded: string }>('select id, state, refunded from gift order by id desc limit 1')
  )[0]!
const becomes = (state: string) => until(async () => (await gift()).state === state || undefined, `a gift that is ${state}`)
const mailTo = (subject: string) =>
  until(async () => (await program.mails()).find((mail) => mail.subject?.includes(subject)), `a mail about ${subject}`)

/** A gift that is held: with an earlier one of a namesake it would pass the cap. */
async function heldGift(recipient: string): Promise<void> {
  await sendGift(await provedDonor(program), recipient, { amount: 'other', other: '7000', mode: 'transfer' })
  const other = await provedDonor(program, 'b@example.net')
  await sendGift(other, recipient, { email: 'b@example.net', amount: 'other', other: '600', mode: 'card' })
  expect((await gift()).state).toBe('held')
}

async function paidGift(recipient: string, amount: string): Promise<void> {
  const visitor = await provedDonor(program)
  const sent = await sendGift(visitor, recipient, { amount: 'other', other: amount, mode: 'card' })
  await visitor.post(pathOf(sent), { play: 'pay' })
  await becomes('paid')
}

test('what is held is told why, let in, and paid by the link of its mail', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  await heldGift(recipient)
  const treasurer = await treasurerOf(recipient)
  expect((await treasurer.get(`/staff/gifts/${recipient}`)).body).toContain('à regarder')
  const page = `/staff/gifts/${recipient}/${(await gift()).id}`
  expect((await treasurer.get(page)).body).toContain('la même personne')
  expect((await treasurer.post(`${page}/acceptance`)).statusCode).toBe(303)
  expect((await treasurer.post(`${page}/acceptance`)).statusCode).toBe(409)
  const link = linkIn(await mailTo('peut être fait'), '/give/gifts/')
  const donor = visitorOf(program)
  expect((await donor.get(link)).body).toContain('Payer')
  const answers = await Promise.all(Array.from({ length: 5 }, () => donor.post(`${link}/payment`)))
  expect(new Set(answers.map(pathOf)).size).toBe(1)
  expect(await rows('select 1 from payment')).toHaveLength(1)
  await donor.post(pathOf(answers[0]!), { play: 'pay' })
  await becomes('paid')
})

test('a held gift that the law refuses by now is not let in', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  await heldGift(recipient)
  const treasurer = await treasurerOf(recipient)
  const { id } = await gift()
  const accept = () => treasurer.post(`/staff/gifts/${recipient}/${id}/acceptance`)
  // What the namesake gave was hers: with it she would pass the cap herself.
  await rows('update gift set donor_id = (select donor_id from gift where id = $1) where id <> $1', [id])
  expect((await accept()).statusCode).toBe(409)
  await rows('delete from gift where id <> $1', [id])
  await rows('update recipient set filed_at = $1', [program.clock.now])
  expect((await accept()).statusCode).toBe(409)
  expect((await gift()).state).toBe('held')
  await rows('update recipient set filed_at = null')
  expect((await accept()).statusCode).toBe(303)
})

test('what is declined is told in the treasurer’s words, and counts no more', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  await heldGift(recipient)
  const treasurer = await treasurerOf(recipient)
  const page = `/staff/gifts/${recipient}/${(await gift()).id}`
  expect((await treasurer.post(`${page}/refusal`, { reason: '' })).statusCode).toBe(422)
  await treasurer.post(`${page}/refusal`, { reason: 'Nous pensons que c’est une erreur.' })
  expect((await gift()).state).toBe('declined')
  expect((await mailTo('n’a pas pu')).text).toContain('Nous pensons que c’est une erreur.')
})

test('a promised gift that came is in the books once, however often it is said', async () => {
  const recipient = await addRecipient(program)
  await sendGift(visitorOf(program), recipient, { amount: '50', mode: 'cheque' })
  const treasurer = await treasurerOf(recipient)
  const page = `/staff/gifts/${recipient}/${(await gift()).id}`
  const answers = await Promise.all(Array.from({ length: 5 }, () => treasurer.post(`${page}/arrival`)))
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
  expect(await rows('select code, balance from book_account order by code')).toEqual([
    { code: '5120', balance: '5000' },
    { code: '7541', balance: '-5000' },
  ])
})

test('a refund goes back once, the books follow, and the cap is free', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  await paidGift(recipient, '20')
  const treasurer = await treasurerOf(recipient)
  const page = `/staff/gifts/${recipient}/${(await gift()).id}`
  expect((await treasurer.post(`${page}/refund`, { amount: '21', reason: 'Erreur' })).statusCode).toBe(422)
  expect((await treasurer.post(`${page}/refund`, { amount: '20', reason: 'Erreur' })).statusCode).toBe(303)
  await becomes('refunded')
  expect((await gift()).refunded).toBe('2000')
  expect(await rows("select balance from book_account where code = '7541'")).toEqual([{ balance: '0' }])
  await mailTo('a été remboursé')
})

test('from 500 euros on a refund takes two persons', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  await paidGift(recipient, '500')
  const treasurer = await treasurerOf(recipient)
  const page = `/staff/gifts/${recipient}/${(await gift()).id}`
  const ask = () => treasurer.post(`${page}/refund`, { amount: '500', reason: 'Erreur' })
  await ask()
  await ask()
  expect(await rows('select 1 from approval')).toHaveLength(1)
  expect(await rows('select 1 from payment_refund')).toEqual([])
  const [approval] = await rows<{ id: string }>('select id from approval')
  const second = await staffMember(program, 'administrator')
  expect((await second.get('/staff/approvals')).body).toContain('Rembourser')
  expect((await second.post(`/staff/approvals/${approval!.id}`)).statusCode).toBe(303)
  await ask()
  await becomes('refunded')
})

test('whoever keeps other books, or settles recipients, sees no gift of these', async () => {
  const recipient = await addRecipient(program)
  await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'transfer' })
  const page = `/staff/gifts/${recipient}/${(await gift()).id}`
  const other = await addRecipient(program, { name: 'Autre' })
  const treasurer = await treasurerOf(other)
  const administrator = await staffMember(program, 'administrator')
  for (const path of [`/staff/gifts/${recipient}`, page]) {
    expect((await treasurer.get(path)).statusCode).toBe(404)
    expect((await administrator.get(path)).statusCode).toBe(403)
  }
  // Nor who kept them once.
  const former = await treasurerOf(recipient)
  expect((await former.get(page)).statusCode).toBe(200)
  await administrator.post(`/staff/recipients/${recipient}/officers/${former.account}/end`)
  expect((await former.get(page)).statusCode).toBe(404)
  expect((await treasurer.post(`/staff/gifts/${other}/${(await gift()).id}/arrival`)).statusCode).toBe(404)
  expect((await treasurer.post(`${page}/arrival`)).statusCode).toBe(404)
  expect((await gift()).state).toBe('promised')
})

test('what a treasurer sees of donors is written down: the list, and each gift that is opened', async () => {
  const recipient = await addRecipient(program)
  await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'transfer' })
  const treasurer = await treasurerOf(recipient)
  const { id } = await gift()
  await treasurer.get(`/staff/gifts/${recipient}`)
  await treasurer.get(`/staff/gifts/${recipient}/${id}`)
  // The journal grows only: what other tests wrote is there too.
  expect(await rows('select action, count from journal where object_id in ($1, $2) order by seq', [recipient, id])).toEqual([
    { action: 'list', count: 1 },
    { action: 'view', count: 1 },
  ])
})
