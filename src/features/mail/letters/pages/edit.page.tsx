import { type Locale, LOCALES } from '#platform/i18n/locales'
import { Form, type FormState, Hidden, SelectField, TextArea, TextField } from '#ui/form'
import { Act, Button, ButtonLink, Buttons, Disclosure, List, Notice, Section, SmallButton } from '#ui/parts'
import { Desk, Facts } from '#ui/table'
import { VARIABLE_NAMES, type Source } from '../../writing/index.ts'
import type { Looked } from '../looking.ts'
import type { LetterRecord } from '../queries/letters.ts'
import { OFFERED } from '../reading.ts'
import { reasonsSaid, type Said } from '../saying.ts'
import type { PageT } from '../texts.ts'
import { BlockFields } from './blocks.tsx'

export type EditProps = {
  t: PageT
  letter: LetterRecord
  /** Of what is written here; `reader`: of whoever writes. */
  locale: Locale
  reader: Locale
  source: Source
  /** What somebody else saved while this was typed. */
  other: Source | undefined
  audiences: { value: string; text: string }[]
  lists: { value: string; text: string }[]
  looked: Looked
  faults: Said[]
  ready: boolean
  path: string
}

const KINDS = ['propaganda', 'vote-help', 'service', 'dues'] as const

/** A letter in one language: its text, whom it goes to, and what is to be put right. */
export function EditPage(page: EditProps) {
  const { t, letter, locale, path, ready, faults } = page
  return (
    <Desk title={letter.title} lead={t('letters.edit-lead')}>
      <nav aria-label={t('letters.languages')}>
        <Buttons>
          {LOCALES.map((one) => (
            <ButtonLink key={one} small href={`${path}?in=${one}`} tone={one === locale ? 'primary' : 'plain'}>
              {t(`letters.language-${one}`)}
              {letter.sources[one] ? '' : ` · ${t('letters.unwritten')}`}
            </ButtonLink>
          ))}
        </Buttons>
      </nav>
      {page.other && <Other {...page} other={page.other} />}
      <TextForm {...page} />
      <Section title={t('letters.look')}>
        <Buttons>
          <ButtonLink href={`${path}/preview?in=${locale}`} tone="plain">
            {t('letters.preview')}
          </ButtonLink>
        </Buttons>
        <Act action={`${path}/test?in=${locale}`}>{t('letters.test')}</Act>
      </Section>
      <WhoGetsIt {...page} />
      <Section title={t('letters.faults')}>
        {faults.length === 0 ? <p>{t('letters.no-faults')}</p> : <Faults t={t} faults={faults} />}
      </Section>
      {ready ? (
        <Section title={t('letters.ready')}>
          <p>{t('letters.freeze-means')}</p>
          <Act action={`${path}/freeze`} tone="primary">
            {t('letters.freeze')}
          </Act>
        </Section>
      ) : (
        <Notice>{t('letters.not-ready')}</Notice>
      )}
      <Disclosure summary={t('letters.remove')}>
        <Act action={`${path}/removal`} tone="danger">
          {t('letters.remove-for-good')}
        </Act>
      </Disclosure>
    </Desk>
  )
}

/** The letter's form. A fault of a field stands at the field. */
function TextForm({ t, letter, locale, path, source, faults, audiences, lists }: EditProps) {
  const form = formOf({ letter, source })
  return (
    <Form action={`${path}?in=${locale}`}>
      <Hidden name="version" value={String(letter.version)} />
      {/* Enter in a field saves: the first button of a form is what it presses. */}
      <Button>{t('letters.save')}</Button>
      <TextField name="title" label={t('letters.new-title')} hint={t('letters.title-hint')} form={form} t={t} maxLength={200} />
      <SelectField
        name="audience"
        label={t('letters.audience')}
        form={form}
        t={t}
        options={[{ value: '', text: t('letters.everybody') }, ...audiences]}
      />
      <SelectField
        name="kind"
        label={t('letters.kind')}
        hint={t('letters.kind-hint')}
        form={form}
        t={t}
        options={KINDS.map((kind) => ({ value: kind, text: t(`letters.kind-${kind}`) }))}
      />
      <TextField name="subject" label={t('letters.subject')} form={form} t={t} maxLength={300} />
      <FaultsAt faults={faults} field="subject" />
      <TextField
        name="preheader"
        label={t('letters.preheader')}
        hint={t('letters.preheader-hint')}
        form={form}
        t={t}
        maxLength={300}
      />
      <FaultsAt faults={faults} field="preheader" />
      {source.blocks.map((block, at) => (
        <BlockFields key={at} {...{ t, block, at, faults, lists }} />
      ))}
      <fieldset class="flex flex-wrap items-center gap-2">
        <legend class="font-semibold">{t('letters.add')}</legend>
        {OFFERED.filter((type) => type !== 'list' || lists.length > 0).map((type) => (
          <SmallButton key={type} name="act" value={`add:${type}`}>
            {t(`letters.block-${type}`)}
          </SmallButton>
        ))}
      </fieldset>
      <Disclosure summary={t('letters.text-part')}>
        <TextArea name="text" label={t('letters.text-part')} hint={t('letters.text-hint')} form={form} t={t} maxLength={20_000} />
      </Disclosure>
      <Disclosure summary={t('letters.variables')}>
        <Facts
          facts={VARIABLE_NAMES.map((name) => ({
            label: `{{ ${name} }}`,
            value: t(`writing.variable.${name.replace(/[._]/g, '-') as 'town'}`),
          }))}
        />
      </Disclosure>
      <Button>{t('letters.save')}</Button>
    </Form>
  )
}

function formOf({ letter, source }: Pick<EditProps, 'letter' | 'source'>): FormState {
  const { subject, preheader, textOverride = '' } = source
  const values = {
    title: letter.title,
    audience: letter.audience_id ?? '',
    kind: letter.kind,
    subject,
    preheader,
    text: textOverride,
  }
  return { values, errors: {} }
}

function Faults({ t, faults }: { t: PageT; faults: Said[] }) {
  return (
    <List>
      {faults.map(({ at, text, stops }, n) => (
        <li key={n}>
          {at === undefined ? '' : `${t('letters.block-n', { n: at + 1 })} – `}
          {text} {stops ? '' : t('letters.advice')}
        </li>
      ))}
    </List>
  )
}

function WhoGetsIt({ t, reader, looked }: EditProps) {
  const { reach, readers, left } = looked
  const languages = LOCALES.filter((one) => readers[one]).map((one) => ({
    label: t(`letters.language-${one}`),
    value: String(readers[one]),
  }))
  return (
    <Section title={t('letters.who')}>
      <p>{t('letters.reach', { n: reach })}</p>
      <Facts facts={languages} />
      {Object.keys(left).length > 0 && (
        <Disclosure summary={t('letters.left')}>
          <Facts facts={reasonsSaid(t, reader, left)} />
        </Disclosure>
      )}
    </Section>
  )
}

function Other({ t, other }: { t: PageT; other: Source }) {
  return (
    <>
      <Notice>{t('letters.conflict')}</Notice>
      <Disclosure summary={t('letters.other')}>
        <p>{other.subject}</p>
        <pre class="whitespace-pre-wrap">{JSON.stringify(other.blocks, null, 1)}</pre>
      </Disclosure>
    </>
  )
}

/** What is wrong with a field that is no block's, under it. */
function FaultsAt({ faults, field }: { faults: Said[]; field: string }) {
  const here = faults.filter((one) => one.at === undefined && one.field === field)
  return (
    <>
      {here.map(({ text }, n) => (
        <p key={n} class="text-error">
          {text}
        </p>
      ))}
    </>
  )
}
