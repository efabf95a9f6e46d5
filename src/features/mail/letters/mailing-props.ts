import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { dateFormat, formatNumber, LOCALES } from '#platform/i18n/locales'
import { approvalOf, witnessOf } from '#staff'
import { fatesOf, haltedSince, progressOf, sample } from '../sending/index.ts'
import type { mailingOf } from './access.ts'
import type { MailingProps } from './mailing.page.tsx'
import { KIND, subjectOf, takesTwo } from './rules.ts'
import { reasonSaid, reasonsSaid } from './saying.ts'
import { pageTexts } from './texts.ts'

type Found = Awaited<ReturnType<typeof mailingOf>>

/** All that the page of a mailing says; a constant number of queries. Its samples are people, so the journal is told before. */
export async function mailingProps(app: App, request: Asked, found: Found): Promise<Omit<MailingProps, 't' | 'form' | 'person'>> {
  const { read } = app.database
  const { mailing, edition } = found
  const { locale, link, actor } = request
  const t = pageTexts.in(locale)
  const [progress, fates, samples, halted, approval] = await Promise.all([
    progressOf(read, mailing.id),
    fatesOf(read, mailing.id),
    // Before it leaves: a page that looks again every few seconds would show ten people each time.
    mailing.state === 'ready' ? sample(read, mailing) : [],
    haltedSince(read),
    mailing.state === 'ready' && takesTwo(mailing)
      ? approvalOf(read, { kind: KIND, subject: subjectOf(edition) }, app.now())
      : Promise.resolve(undefined),
  ])
  if (samples.length > 0)
    await witnessOf(app)(actor, { action: 'list', object: 'mailing', id: mailing.id, count: samples.length })
  const day = dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: app.movement.current.timeZone })
  const number = (n: number) => formatNumber(locale, n)
  return {
    title: mailing.title,
    lead: t(`mailings.state-${mailing.state}`),
    sentence: t('mailings.meant-n', { n: mailing.meant }),
    approval,
    halted: halted && t('mailings.halted', { at: day.format(halted) }),
    progress: mailing.begun_at
      ? progressShown(
          progress.settled,
          mailing.meant,
          t('mailings.progress', { done: number(progress.settled), all: number(mailing.meant) }),
        )
      : undefined,
    hash: edition.hash.slice(0, 12),
    read: link(`/letters/${app.seals.sign('letters.read', mailing.id)}`),
    facts: LOCALES.filter((one) => edition.programs[one]).map((one) => ({
      label: t(`mailings.language-${one}`),
      value: edition.programs[one]!.subject.literals.join('…'),
    })),
    left: reasonsSaid(t, locale, mailing.left_out),
    samples: samples.map(({ id, given_name, family_name, town, locale: reads }) => ({
      id,
      href: link(`/staff/mailings/${mailing.id}/as/${id}`),
      name: [given_name, family_name].filter(Boolean).join(' '),
      town: town ?? '',
      language: t(`mailings.language-${reads}`),
    })),
    fates: fates.map(({ fate, reason, n, reply }) => ({
      key: `${fate} ${reason}`,
      what:
        fate === 'left-out' || reason !== fate
          ? `${t(`mailings.became-${fate}`)} (${reasonSaid(t, reason)})`
          : t(`mailings.became-${fate}`),
      n: number(n),
      reply: reply ?? '',
    })),
    paths: { ...pathsOf(request, found, approval), ...haltPath(request, halted !== undefined) },
  }
}

const progressShown = (value: number, most: number, label: string) => ({ value, most: Math.max(1, most), label })

/** What whoever looks may do with it now. */
function pathsOf(
  { link }: Pick<Asked, 'link'>,
  { mailing, own }: Found,
  approval: MailingProps['approval'],
): MailingProps['paths'] {
  const path = link(`/staff/mailings/${mailing.id}`)
  const open = ['freezing', 'ready', 'running', 'paused'].includes(mailing.state)
  const may = approval === undefined || approval === 'given'
  return {
    ...(['freezing', 'running'].includes(mailing.state) ? { again: path } : {}),
    ...(mailing.state === 'ready' && own && mailing.meant > 0 && may ? { begin: `${path}/begin` } : {}),
    ...(mailing.state === 'ready' && own && approval === 'none' ? { ask: `${path}/approval` } : {}),
    ...(mailing.state === 'running' ? { pause: `${path}/pause` } : {}),
    ...(mailing.state === 'paused' ? { resume: `${path}/resume` } : {}),
    ...(open ? { stop: `${path}/stop` } : {}),
  }
}

/** One stop for all mailings, and what takes it back: of who writes for the whole movement. */
const haltPath = ({ actor, link }: Asked, isHalted: boolean): MailingProps['paths'] => {
  if (actor.scope('letters.write') !== 'everywhere') return {}
  return isHalted ? { goOn: link('/staff/letters/go-on') } : { halt: link('/staff/letters/halt') }
}
