import { expect, test } from 'vitest'
import { overflow, useBrowser, violationsByDayAndNight } from '../support/browser.ts'
import { faultsOf } from '../support/sweep.ts'
import { found, signer } from '../support/groups.ts'
import { staffMember, type Visitor } from '../support/staff.ts'

const { program, open, base } = await useBrowser()

/** A first round of that many days from now. */
async function vote(days: number): Promise<void> {
  const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', { name: 'Premier tour', kind: 'presidential', vote_on: day, closes: '20:00' })
}

test('the pages of a vote in every language, light and dark, pass axe and fit 320 pixels', async () => {
  await vote(63)
  const page = await open('/', { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' })
  const faults: string[] = []
  for (const path of ['/vote', '/vote/register', '/vote/in/gb', '/vote/in/es', { path: '/vote/reminder/over', status: 404 }])
    faults.push(...(await faultsOf(page, base, path)))
  expect(faults).toEqual([])
})

test('somebody finds out by keyboard alone, on any step nothing is wrong; going back loses nothing, and no address tells an answer', async () => {
  await vote(63)
  const page = await open('/vote', { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  const seen: string[] = []
  const look = async () => {
    seen.push(...(await violationsByDayAndNight(page)))
    if ((await overflow(page)) > 0) seen.push(`${await page.title()} is too wide`)
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/vote/register')
  }
  await page.getByRole('link', { name: 'Commencer' }).press('Enter')
  await page.getByLabel('Commune').fill('Nulle-Part-sur-Rien')
  await page.keyboard.press('Enter')
  await page.waitForSelector('#field-town-error')
  await look()
  await page.getByLabel('Commune').fill('Lyon (69)')
  await page.keyboard.press('Enter')
  for (const answer of ['Française', 'Oui, j’ai déjà 18 ans', 'Non', 'En France', 'Oui, ailleurs', 'Là où je vis maintenant']) {
    const button = page.getByRole('button', { name: answer, exact: true })
    await button.waitFor()
    await look()
    await button.press('Enter')
  }
  await page.getByRole('button', { name: /J’y habite/ }).press('Enter')
  await page.getByRole('heading', { name: 'Vous pouvez vous inscrire' }).waitFor()
  await look()
  expect(await page.locator('main').innerText()).toMatch(/En ligne\s: jusqu’au .* à 23\sh\s59/)
  // Another answer to the first questions leaves those before it.
  await page.getByRole('button', { name: 'Changer' }).nth(1).press('Enter')
  await page.getByRole('heading', { name: 'Quelle est votre nationalité' }).waitFor()
  await page.getByRole('button', { name: 'D’un autre pays de l’Union européenne' }).press('Enter')
  await page.getByRole('heading', { name: 'municipales et aux européennes' }).waitFor()
  await look()
  expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(['', 0, 0])
  expect(seen).toEqual([])
})

/** A page as somebody who is signed in sees it. */
async function as(someone: Pick<Visitor, 'cookies'>) {
  const page = await open('/privacy', { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' })
  await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  return page
}

test('the pages of a drive and of votes, before it begins, after counting and after a refusal, pass axe and fit 320 pixels', async () => {
  await vote(63)
  const zoe = await signer(program, 'Zoe')
  const group = await found(program, [zoe.person, (await signer(program, 'Ana')).person])
  const path = `/groups/${group}/roll`
  const page = await as(zoe)
  const faults = await faultsOf(page, base, path)
  await page.goto(base + path)
  await page.getByRole('button', { name: 'Commencer' }).press('Enter')
  await page.getByLabel('Inscriptions vérifiées').fill('5')
  await page.getByLabel('Personnes inscrites').fill('2')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'retirer ce que je viens' }).waitFor()
  faults.push(...(await violationsByDayAndNight(page)))
  await page.getByRole('button', { name: 'Ajouter', exact: true }).press('Enter')
  await page.waitForSelector('#field-checked-error')
  faults.push(...(await violationsByDayAndNight(page)), ...(await faultsOf(page, base, path)))
  const chief = await as(await staffMember(program, 'administrator'))
  for (const one of ['/staff/roll', '/staff/elections']) faults.push(...(await faultsOf(chief, base, one)))
  faults.push(...(await faultsOf(page, base, `/groups/${group}`)))
  expect(faults).toEqual([])
})
