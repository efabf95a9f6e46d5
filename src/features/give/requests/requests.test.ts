import { expect, test } from 'vitest'
import { addRecipient, pathOf } from '../../../../tests/support/giving.ts'
import { signer } from '../../../../tests/support/groups.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { BILL, giveShare, ledGroup, paper, PDF, sendFile, treasurerOf } from '../../../../tests/support/spending.ts'
import { openStrongSession, type Visitor } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const { rows } = program

const balances = async () =>
  Object.fromEntries(
    (
      await rows<{ code: string; balance: string }>(
        "select split_part(code, ':', 1) as code, balance from book_account where balance <> 0 order by code",
      )
    ).map(({ code, balance }) => [code, Number(balance)]),
  )
const states = async () => (await rows<{ state: string }>('select state from spending order by id')).map(({ state }) => state)
const letters = async (subject: string) => (await program.mails()).filter((mail) => mail.subject?.includes(subject))

type Asking = { group: string; recipient: string; typed?: Record<string, string>; bytes?: Buffer }

/** Prepares a request with its paper. Gives its page. */
async function prepared(who: Visitor, { group, recipient, typed = {}, bytes = PDF }: Asking): Promise<string> {
  const answer = await who.post(`/groups/${group}/spending`, { ...BILL, recipient, ...typed })
  expect(answer.statusCode).toBe(303)
  const page = pathOf(answer)
  expect((await sendFile(program, who, { path: `${page}/vouchers`, bytes })).statusCode).toBe(303)
  return page
}

/** A group with a share of 100 euros, who leads it, and who keeps the book. */
async function shared(amount = 10_000) {
  const recipient = await addRecipient(program)
  const led = await ledGroup(program)
  await giveShare(program, { book: recipient, group: led.group, amount })
  return { recipient, ...led, treasurer: await treasurerOf(program, recipient) }
}
/** Another proved mailbox of somebody. */
const addMailbox = (person: string, email: string) =>
  rows(
    `insert into contact_point (id, person_id, kind, value, hash, quality, claimed, verified_at, created_at)
     select gen_random_uuid(), person_id, kind, $2, sha256($2::text::bytea), quality, claimed, now(), now()
     from contact_point where person_id = $1 and kind = 'email' limit 1`,
    [person, email],
  )
const desk = (recipient: string, page: string) => `/staff/spending/${recipient}/${page.split('/').at(-1)}`

test('one organiser asks, another agrees, the treasurer books and pays: each is told, and the share follows', async () => {
  const { group, recipient, zoe, ana, treasurer } = await shared()
  const page = await prepared(zoe, { group, recipient, typed: { payee_iban: 'FR76 3000 6000 0112 3456 7890 189' } })
  expect((await treasurer.get(desk(recipient, page))).statusCode).toBe(404)
  expect((await zoe.post(`${page}/asking`)).statusCode).toBe(303)
  expect(await balances()).toEqual({ '1100': 10_000, group: -10_000 })
  const [mail] = await until(
    async () => ((await letters('votre accord')).length > 0 ? letters('votre accord') : undefined),
    'a mail',
  )
  expect(mail!.to![0]!.address).toBe(ana.email)
  expect((await ana.get(page)).body).toContain('… 0189')
  expect((await ana.get(page)).body).not.toContain('3000 6000')
  expect((await ana.post(`${page}/agreement`)).statusCode).toBe(303)
  expect(await balances()).toEqual({ '1100': 10_000, aside: -2000, group: -8000 })
  expect((await treasurer.get('/staff')).body).toContain('demande de groupe')
  expect((await treasurer.get(desk(recipient, page))).body).toContain('FR76 3000 6000')
  await treasurer.post(`${desk(recipient, page)}/allowance`)
  expect(await balances()).toEqual({ '1100': 10_000, '1110': -2000, '4010': -2000, '6236': 2000, group: -8000 })
  await treasurer.post(`${desk(recipient, page)}/payment`, { paid_on: '2026-03-05', paid_by: 'transfer' })
  expect(await balances()).toEqual({ '1100': 10_000, '1110': -2000, '5120': -2000, '6236': 2000, group: -8000 })
  await until(async () => (await letters('c’est payé'))[0], 'a mail')
  expect((await letters('c’est payé')).map(({ to }) => to![0]!.address)).toEqual([zoe.email])
  expect((await zoe.get(`/groups/${group}/spending`)).body).toContain('80')
})

test('twenty requests of 20 euros at once on a share of 100 euros: five are set aside, and it never falls below zero', async () => {
  const { group, recipient, zoe, ana } = await shared()
  const ids = await rows<{ id: string }>(
    `insert into spending (id, recipient_id, group_id, kind, state, category, words, payee, amount, currency, spent_on, asked_account, asked_person, asked_at)
     select gen_random_uuid(), $1, $2, 'bill', 'asked', 'printing', 'Tracts ' || n, 'Imprimerie', 2000, 'EUR', '2026-03-02', $3, $4, now()
     from generate_series(1, 20) n returning id`,
    [recipient, group, await program.app.auth.accountFor(zoe.email), zoe.person],
  )
  const pages = ids.map(({ id }) => `/groups/${group}/spending/${id}`)
  const answers = await Promise.all(pages.map((page) => ana.post(`${page}/agreement`)))
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([...Array(5).fill(303), ...Array(15).fill(409)])
  expect(answers.find(({ statusCode }) => statusCode === 409)!.body).toContain('n’y suffit plus')
  expect(await balances()).toEqual({ '1100': 10_000, aside: -10_000 })
  expect((await states()).toSorted()).toEqual([...Array(15).fill('asked'), ...Array(5).fill('seconded')])
})

test('pressed at once by agreement, refusal and withdrawal, a request goes one way, and the share with it', async () => {
  const { group, recipient, zoe, ana } = await shared()
  for (let n = 0; n < 4; n += 1) {
    const page = await prepared(zoe, { group, recipient, bytes: paper(`${n}`) })
    await zoe.post(`${page}/asking`)
    await Promise.all([
      ana.post(`${page}/agreement`),
      ana.post(`${page}/refusal`, { reason: 'Trop cher' }),
      zoe.post(`${page}/withdrawal`),
      ana.post(`${page}/agreement`),
    ])
  }
  const seconded = (await states()).filter((state) => state === 'seconded').length
  const { aside = 0, group: left } = (await balances()) as { aside?: number; group: number }
  expect([aside || 0, left]).toEqual([seconded === 0 ? 0 : -2000 * seconded, -10_000 + 2000 * seconded])
})

test('nobody agrees to what she asked: not by another mailbox, not under her own name in another record, not by one mailbox in two spellings', async () => {
  const { group, recipient, zoe, eva } = await shared()
  const page = await prepared(zoe, { group, recipient })
  await zoe.post(`${page}/asking`)
  expect((await zoe.post(`${page}/agreement`)).statusCode).toBe(409)
  // Another account that speaks for the same person.
  await addMailbox(zoe.person, 'zoe.autre@example.org')
  const twice = await openStrongSession(program, await program.app.auth.accountFor('zoe.autre@example.org'))
  expect([403, 409]).toContain((await twice.post(`${page}/agreement`)).statusCode)
  // Another record of her name, who leads the group too.
  const namesake = await signer(program, 'Zoe')
  await rows("update membership set role = 'organiser', person_id = $1 where group_id = $2 and person_id = $3", [
    namesake.person,
    group,
    eva.person,
  ])
  expect((await namesake.post(`${page}/agreement`)).statusCode).toBe(409)
  // Another name, at her mailbox spelt otherwise: whoever reads it presses for both.
  const rita = await signer(program, 'Rita')
  await rows('update membership set person_id = $1 where group_id = $2 and person_id = $3', [rita.person, group, namesake.person])
  await addMailbox(rita.person, zoe.email.replace('@', '+lyon@'))
  expect((await rita.post(`${page}/agreement`)).statusCode).toBe(409)
  // Without that mailbox she is somebody else.
  await rows("delete from contact_point where value like '%+lyon@%'")
  expect((await rita.post(`${page}/agreement`)).statusCode).toBe(303)
})

test('members, newcomers, former organisers and those of another group see nothing of it', async () => {
  const { group, recipient, zoe, ana, eva } = await shared()
  const other = await ledGroup(program)
  const page = await prepared(zoe, { group, recipient })
  const file = `${page}/vouchers/${(await rows<{ id: string }>('select id from voucher'))[0]!.id}`
  for (const path of [`/groups/${group}/spending`, page, file]) {
    expect((await ana.get(path)).statusCode).toBe(200)
    for (const who of [eva, other.zoe]) expect((await who.get(path)).statusCode).toBe(403)
    // By the address of her own group neither.
    expect((await other.zoe.get(path.replace(group, other.group))).statusCode).toBe(path.endsWith('spending') ? 200 : 404)
  }
  expect((await other.zoe.post(`${page.replace(group, other.group)}/agreement`)).statusCode).toBe(404)
  expect((await eva.post(`/groups/${group}/spending`, { ...BILL, recipient })).statusCode).toBe(403)
  // What one prepares another does not edit; nor does she ask for it.
  expect((await ana.post(`${page}/details`, { ...BILL, amount: '99' })).statusCode).toBe(403)
  expect((await ana.post(`${page}/asking`)).statusCode).toBe(403)
  expect((await ana.post(`${file}/removal`)).statusCode).toBe(403)
  await zoe.post(`${page}/asking`)
  await rows("update membership set role = 'member' where group_id = $1 and person_id = $2", [group, ana.person])
  expect((await ana.post(`${page}/agreement`)).statusCode).toBe(403)
  expect((await zoe.post(`${page}/details`, { ...BILL, amount: '99' })).statusCode).toBe(409)
  expect(await states()).toEqual(['asked'])
})

test('without a paper, or for more than the share, nothing is asked; a share of another’s book is none', async () => {
  const { group, recipient, zoe } = await shared()
  const bare = pathOf(await zoe.post(`/groups/${group}/spending`, { ...BILL, recipient }))
  expect((await zoe.post(`${bare}/asking`)).body).toContain('Joignez d’abord')
  const much = await prepared(zoe, { group, recipient, typed: { amount: '100,01' } })
  expect((await zoe.post(`${much}/asking`)).statusCode).toBe(409)
  const other = await addRecipient(program, { name: 'Autre' })
  expect((await zoe.post(`/groups/${group}/spending`, { ...BILL, recipient: other })).statusCode).toBe(422)
  const none = await ledGroup(program)
  expect((await none.zoe.get(`/groups/${none.group}/spending`)).body).toContain('pas encore de part')
})

test('what the treasurer refuses goes back to the share, with her reason; a treasurer who leads the group decides nothing of it', async () => {
  const { group, recipient, zoe, ana, treasurer } = await shared()
  const account = async ({ email }: { email: string }) => program.app.auth.accountFor(email)
  for (const who of [zoe, ana]) {
    const role = (await rows<{ id: string }>("select id from role where id = 'treasurer'"))[0]!.id
    await rows(
      "insert into mandate (id, account_id, role_id, starts_at, given_by) values (gen_random_uuid(), $1, $2, now() - interval '8 days', $3)",
      [await account(who), role, treasurer.account],
    )
    await rows('insert into recipient_officer (recipient_id, account_id, since) values ($1, $2, now())', [
      recipient,
      await account(who),
    ])
  }
  const page = await prepared(zoe, { group, recipient })
  await zoe.post(`${page}/asking`)
  await ana.post(`${page}/agreement`)
  for (const who of [zoe, ana]) expect((await who.post(`${desk(recipient, page)}/allowance`)).statusCode).toBe(409)
  await treasurer.post(`${desk(recipient, page)}/allowance`)
  expect((await zoe.post(`${desk(recipient, page)}/payment`, { paid_on: '2026-03-05', paid_by: 'cash' })).statusCode).toBe(409)
  await treasurer.post(`${desk(recipient, page)}/void`, { reason: 'Deux fois la même' })
  expect(await balances()).toEqual({ '1100': 10_000, group: -10_000 })
  const second = await prepared(zoe, { group, recipient, bytes: paper('2') })
  await zoe.post(`${second}/asking`)
  await ana.post(`${second}/agreement`)
  await treasurer.post(`${desk(recipient, second)}/refusal`, { reason: 'Pas pour la campagne' })
  expect(await balances()).toEqual({ '1100': 10_000, group: -10_000 })
  expect((await until(async () => (await letters('refusée'))[0], 'a mail')).text).toContain('Pas pour la campagne')
})

test('of a group that closed the rest goes back to the fund, once, and is shown; what was set aside waits for its decision', async () => {
  const { group, recipient, zoe, ana, treasurer } = await shared()
  const page = await prepared(zoe, { group, recipient })
  await zoe.post(`${page}/asking`)
  await ana.post(`${page}/agreement`)
  const back = () => treasurer.post(`/staff/spending/${recipient}/closed/${group}`)
  expect((await back()).statusCode).toBe(409)
  await rows('delete from membership where group_id = $1', [group])
  await rows('update local_group set closed_at = $2 where id = $1', [group, program.clock.now])
  const book = `/staff/spending/${recipient}`
  expect((await treasurer.get(book)).body).toMatch(/Rendre 80\s€ au fonds/)
  expect((await treasurer.get(book)).body).toMatch(/20\s€ réservés/)
  const answers = await Promise.all(Array.from({ length: 5 }, back))
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
  expect(await balances()).toEqual({ '1100': 10_000, '1110': -8000, aside: -2000 })
  await treasurer.post(`${desk(recipient, page)}/refusal`, { reason: 'Le groupe a fermé' })
  expect((await back()).statusCode).toBe(303)
  expect(await balances()).toEqual({ '1100': 10_000, '1110': -10_000 })
  expect((await treasurer.get(book)).body).toMatch(/100\s€ déjà revenus/)
  expect(await rows('select amount from share_return order by returned_at, id')).toEqual([{ amount: '8000' }, { amount: '2000' }])
})

test('a step that the rules do not know the database does not take either, whoever writes it', async () => {
  const { group, recipient, zoe, ana } = await shared()
  await prepared(zoe, { group, recipient })
  const set = (text: string, values: unknown[] = []) => rows(`update spending set step = step + 1, ${text}`, values)
  const account = await program.app.auth.accountFor(zoe.email)
  await expect(set("state = 'paid'")).rejects.toThrow(/does not go/)
  await expect(set("state = 'payable', number = 1, allowed_account = $1", [account])).rejects.toThrow(/second organiser/)
  await expect(rows("update spending set state = 'asked'")).rejects.toThrow(/one step/)
  await set("state = 'asked'")
  await expect(set("state = 'seconded', seconded_account = $1, seconded_person = $2", [account, ana.person])).rejects.toThrow(
    /somebody else/,
  )
  await expect(
    set("state = 'seconded', seconded_account = gen_random_uuid(), seconded_person = $1", [zoe.person]),
  ).rejects.toThrow(/somebody else/)
  await expect(rows("update spending set payee = 'Moi'")).rejects.toThrow(/was asked/)
})

test('who asked and who agreed are erased or become one record, and the books stand', async () => {
  const { group, recipient, zoe, ana, treasurer } = await shared()
  const page = await prepared(zoe, { group, recipient })
  await zoe.post(`${page}/asking`)
  await ana.post(`${page}/agreement`)
  // As a merge does, whatever was asked of whom.
  await rows('update spending set asked_person = $1, seconded_person = $1', [ana.person])
  await rows('update spending set asked_person = null, seconded_person = null')
  await treasurer.post(`${desk(recipient, page)}/allowance`)
  expect(await states()).toEqual(['payable'])
  expect((await treasurer.get(desk(recipient, page))).body).toContain('effacée')
})
