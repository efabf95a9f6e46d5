import { expect, test } from 'vitest'
import { complaints, useBrowser } from '../support/browser.ts'
import { faultsOf } from '../support/sweep.ts'
import { addSupporters } from '../support/people.ts'
import { codeFor, staffMember } from '../support/staff.ts'

const { program, open, base } = await useBrowser()

/** A page of somebody at work. */
async function atWork(role: string, path: string) {
  const member = await staffMember(program, role)
  const page = await open('/', { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' })
  await page.context().addCookies([{ name: 'session', value: member.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

async function aBulkActInEachState(account: string): Promise<string[]> {
  const rows = await program.rows<{ id: string }>(
    `insert into bulk_act (id, kind, about, rule, scope, targets, state, done, left_alone, asked_by, asked_at, begun_at)
     select gen_random_uuid(), kind, 'mailbox', case kind when 'erase' then '{"op":"all","of":[]}'::jsonb end, '"everywhere"', 2100, state,
       1500, 3, $1, now(), now()
     from unnest(array['erase', 'erase', 'erase', 'merge', 'merge'], array['gathering', 'asked', 'waiting', 'asked', 'done']) as act (kind, state)
     returning id`,
    [account],
  )
  return rows.map(({ id }) => id)
}

test('every page of the staff in every language, light and dark, passes axe, and fits 320 pixels', async () => {
  const [person, other] = await addSupporters(program, [
    { given_name: 'Zoé', family_name: 'Lacaze', email: 'zoe.a.very.long.address.indeed@a-long-domain.example.org', news: true },
    { given_name: 'Zoë', family_name: 'Lacaze' },
  ])
  const page = await atWork('administrator', '/staff/people')
  const [own] = await program.rows<{ id: string; email: string }>('select id, email from account')
  const [me, alone] = await addSupporters(program, [
    { given_name: 'Ada', family_name: 'Ici', email: own!.email },
    { given_name: 'Max', family_name: 'Seul' },
  ])
  await program.rows('update person set restricted_at = now() where id = $1', [alone])
  await program.rows(
    "insert into contact_point (id, person_id, kind, value, created_at) values (gen_random_uuid(), $1, 'phone', '+33612345678', now())",
    [me],
  )
  const acts = await aBulkActInEachState(own!.id)
  await program.rows("insert into sheet (number, locale, wording_version, printed_at) values (1, 'fr', 1, now())")
  const found: string[] = []
  const paths = [
    '/staff/people',
    '/staff/people/new',
    `/staff/people/${person}`,
    '/staff/fields',
    '/staff/audiences',
    '/staff/audiences/new',
    '/staff/sheets',
    '/staff/sheets/1',
    '/staff/imports',
    '/staff/exports',
    '/staff/duplicates',
    `/staff/duplicates/${person}/${other}`,
    '/staff/merges',
    '/staff/mandates',
    '/staff/journal',
    '/staff/alerts',
    '/staff/approvals',
    '/staff/movement',
    '/staff/requests',
    '/staff/restricted',
    '/staff/retention',
    '/staff/register',
    '/staff/keys',
    '/staff/bulk',
    ...acts.map((id) => `/staff/bulk/${id}`),
    '/api',
    '/account',
    '/account/address',
    '/account/second-factor',
    '/me',
    '/sign-in',
  ]
  for (const path of paths) found.push(...(await faultsOf(page, base, path)))
  expect(found).toEqual([])
})

test('a passkey is added, and opens the door the next time without a code of an app', async () => {
  const member = await staffMember(program, 'administrator')
  await program.rows('delete from account_session where account_id = $1', [member.account])
  const page = await open('/sign-in?next=/staff/people')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const signIn = async (nth: number) => {
    await page.goto(`${base}/sign-in?next=/staff/people`)
    await page.locator('[name=email]').fill(member.email)
    await page.getByRole('button', { name: 'Recevoir un code' }).click()
    await page.locator('[name=code]').fill(await codeFor(program, member.email, nth))
    await page.getByRole('button', { name: 'Me connecter' }).click()
    await page.waitForURL(/second-factor/)
  }
  await signIn(0)
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await page.waitForURL(/staff\/people/)

  await page.context().clearCookies()
  await signIn(1)
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click()
  await page.waitForURL(/staff\/people/)

  // And from the very door, without any mail.
  await page.context().clearCookies()
  await page.goto(`${base}/sign-in?next=/staff/people`)
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click()
  await page.waitForURL(/staff\/people/)
  expect(complaints).toEqual([])
})

test('finding somebody and opening her page takes the keyboard alone', async () => {
  await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Lacaze' }])
  const page = await atWork('staff', '/staff/people')
  // The search has the focus as soon as the page is there.
  await page.keyboard.type('lacaze')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Zoé Lacaze' }).waitFor()
  await page.getByRole('link', { name: 'Zoé Lacaze' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Zoé Lacaze' }).waitFor()
  expect(page.url()).not.toContain('lacaze')
})

test('an audience is written without scripts, by the keyboard', async () => {
  await addSupporters(program, [
    { given_name: 'Zoé', family_name: 'Lacaze', news: true },
    { given_name: 'Léo', family_name: 'Autre' },
  ])
  const member = await staffMember(program, 'staff')
  const page = await open('/', { javaScriptEnabled: false })
  await page.context().addCookies([{ name: 'session', value: member.cookies.get('session')!, url: base }])
  await page.goto(`${base}/staff/audiences/new`)
  await page.locator('[name=name]').fill('Reçoivent les nouvelles')
  await page.locator('[name="new."]').selectOption('agrees')
  await page.getByRole('button', { name: 'Ajouter la condition' }).press('Enter')
  await page.locator('[name="r.0.with.channel"]').selectOption('news:email')
  await page.getByRole('button', { name: 'Enregistrer' }).press('Enter')
  await page.getByRole('heading', { name: 'Reçoivent les nouvelles' }).waitFor()
  expect(await page.locator('main').textContent()).toContain('1 personne')
})
