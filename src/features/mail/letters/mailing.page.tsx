import { AskForm, Form, FormNotice, type FormState, TextField } from '#ui/form'
import { Act, Button, Lead, Notice, Section, Small, TextLink } from '#ui/parts'
import { DataTable, Desk, Facts, Progress } from '#ui/table'
import type { PageT } from './texts.ts'

type Paths = Partial<Record<'begin' | 'pause' | 'resume' | 'stop' | 'ask' | 'again' | 'halt' | 'goOn', string>>

export type MailingProps = {
  t: PageT
  form: FormState
  title: string
  lead: string
  sentence: string
  approval: 'none' | 'waits' | 'given' | undefined
  halted: string | undefined
  progress: { value: number; most: number; label: string } | undefined
  hash: string
  read: string
  facts: { label: string; value: string }[]
  left: { label: string; value: string }[]
  samples: { id: string; href: string; name: string; town: string; language: string }[]
  fates: { key: string; what: string; n: string; reply: string }[]
  person: { action: string; form: FormState; answer: string | undefined }
  paths: Paths
}

/** One act of sending: what leaves, to whom, how far, and what may be done with it. */
export function MailingPage(page: MailingProps) {
  const { t, title, lead, sentence, halted, progress, paths, facts, left, read, hash } = page
  return (
    <Desk title={title} lead={lead}>
      {halted && <Notice>{halted}</Notice>}
      {progress && <Progress {...progress} />}
      {paths.again && (
        <p>
          <TextLink href={paths.again}>{t('mailings.look-again')}</TextLink>
        </p>
      )}
      <Acts {...page} />
      <Section title={t('mailings.who')}>
        <Lead>{sentence}</Lead>
        <Facts facts={facts} />
        {left.length > 0 && (
          <>
            <h3 class="font-semibold">{t('mailings.left')}</h3>
            <Facts facts={left} />
          </>
        )}
        <p>
          <TextLink href={read}>{t('mailings.read-frozen')}</TextLink>
        </p>
        <Small>{t('mailings.hash', { hash })}</Small>
      </Section>
      <Samples {...page} />
      <Fates {...page} />
      <Person {...page} />
      <Section title={t('mailings.promise')}>
        <p>{t('mailings.promised')}</p>
        {paths.halt && <Act action={paths.halt}>{t('mailings.halt')}</Act>}
        {paths.goOn && <Act action={paths.goOn}>{t('mailings.go-on')}</Act>}
      </Section>
    </Desk>
  )
}

function Acts({ t, form, approval, paths }: MailingProps) {
  return (
    <>
      {approval === 'waits' && <Notice>{t('mailings.second-waits')}</Notice>}
      {approval === 'given' && <Notice>{t('mailings.second-given')}</Notice>}
      {paths.ask && (
        <Form action={paths.ask}>
          <FormNotice form={form} t={t} />
          <p>{t('mailings.second')}</p>
          <TextField name="reason" label={t('mailings.second-reason')} form={form} t={t} maxLength={200} />
          <Button>{t('mailings.second-ask')}</Button>
        </Form>
      )}
      {paths.begin && (
        <Act action={paths.begin} tone="primary">
          {t('mailings.begin')}
        </Act>
      )}
      {paths.pause && <Act action={paths.pause}>{t('mailings.pause')}</Act>}
      {paths.resume && <Act action={paths.resume}>{t('mailings.resume')}</Act>}
      {paths.stop && (
        <Act action={paths.stop} tone="danger">
          {t('mailings.stop')}
        </Act>
      )}
    </>
  )
}

function Samples({ t, samples }: MailingProps) {
  if (samples.length === 0) return null
  return (
    <DataTable
      caption={t('mailings.samples')}
      head={[t('mailings.person'), t('mailings.town'), t('mailings.language'), t('mailings.her-letter')]}
      rows={samples.map(({ id, href, name, town, language }) => ({
        key: id,
        cells: [name, town, language, <TextLink href={href}>{t('mailings.as-her')}</TextLink>],
      }))}
      empty=""
    />
  )
}

function Fates({ t, fates }: MailingProps) {
  if (fates.length === 0) return null
  return (
    <DataTable
      caption={t('mailings.fates')}
      head={[t('mailings.became'), t('mailings.letters'), t('mailings.reply')]}
      rows={fates.map(({ key, what, n, reply }) => ({ key, cells: [what, n, reply] }))}
      empty=""
    />
  )
}

function Person({ t, person }: MailingProps) {
  return (
    <Section title={t('mailings.one')}>
      <AskForm action={person.action}>
        <TextField name="email" label={t('mailings.her-email')} form={person.form} t={t} type="email" maxLength={320} />
        <Button>{t('mailings.look-up')}</Button>
      </AskForm>
      {person.answer && <p role="status">{person.answer}</p>}
    </Section>
  )
}
