import { formatNumber, type Locale, LOCALES } from '#platform/i18n/locales'
import type { Translate } from '#platform/i18n/texts'
import { BlockFields, type BlockFieldsProps, typedBlocks } from '#content'
import { Form, type FormState, Hidden, SelectField, TextArea, TextField } from '#ui/form'
import { Act, Button, ButtonLink, Buttons, Disclosure, List, Notice, Section } from '#ui/parts'
import { Desk, Facts } from '#ui/table'
import { VARIABLE_NAMES, type Source } from '../writing/index.ts'
import type { Counted } from './looking.ts'
import type { LetterRecord } from './queries/letters.ts'
import { errorsOf, reasonsSaid, type Said } from './saying.ts'
import type { PageT } from './texts.ts'

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
  choices: BlockFieldsProps['choices']
  /** Whom it would reach; undefined: nobody was asked. */
  counted: Counted | undefined
  faults: Said[]
  ready: boolean
  path: string
}

const KINDS = ['propaganda', 'vote-help', 'service', 'dues'] as const

/** A letter in one language: its text, whom it goes to, and what is to be put right. */
export function EditPage(page: EditProps) {
  const { t, letter, locale, path, ready, faults } = page
  return (
    <Desk title={letter.title} lead={t('mailings.edit-lead')}>
      <nav aria-label={t('mailings.languages')}>
        <Buttons>
          {LOCALES.map((one) => (
            <ButtonLink key={one} small href={`${path}?in=${one}`} tone={one === locale ? 'primary' : 'plain'}>
              {t(`mailings.language-${one}`)}
              {letter.sources[one] ? '' : ` · ${t('mailings.unwritten')}`}
            </ButtonLink>
          ))}
        </Buttons>
      </nav>
      {page.other && <Other {...page} other={page.other} />}
      <TextForm {...page} />
      <Section title={t('mailings.look')}>
        <Buttons>
          <ButtonLink href={`${path}/preview?in=${locale}`} tone="plain">
            {t('mailings.preview')}
          </ButtonLink>
        </Buttons>
        <Act action={`${path}/test?in=${locale}`}>{t('mailings.test')}</Act>
      </Section>
      <WhoGetsIt {...page} />
      <Section title={t('mailings.faults')}>
        {faults.length === 0 ? <p>{t('mailings.no-faults')}</p> : <Faults t={t} faults={faults} />}
      </Section>
      {ready ? (
        <Section title={t('mailings.ready')}>
          <p>{t('mailings.freeze-means')}</p>
          <Act action={`${path}/freeze`} tone="primary">
            {t('mailings.freeze')}
          </Act>
        </Section>
      ) : (
        <Notice>{t('mailings.not-ready')}</Notice>
      )}
      <Disclosure summary={t('mailings.remove')}>
        <Act action={`${path}/removal`} tone="danger">
          {t('mailings.remove-for-good')}
        </Act>
      </Disclosure>
    </Desk>
  )
}

/** The letter's form. A fault of a field stands at the field. */
function TextForm({ t, letter, locale, reader, path, source, faults, audiences, choices }: EditProps) {
  const form = formOf({ letter, source, faults })
  // What is wrong is in words already: the keys of its errors are these words.
  const say = ((key: string) => key) as Translate
  return (
    <Form action={`${path}?in=${locale}`}>
      <Hidden name="version" value={String(letter.version)} />
      {/* Enter in a field saves: the first button of a form is what it presses. */}
      <Button>{t('mailings.save')}</Button>
      <TextField name="title" label={t('mailings.new-title')} hint={t('mailings.title-hint')} form={form} t={t} maxLength={200} />
      <SelectField
        name="audience"
        label={t('mailings.audience')}
        form={form}
        t={t}
        options={[{ value: '', text: t('mailings.everybody') }, ...audiences]}
      />
      <SelectField
        name="kind"
        label={t('mailings.kind')}
        hint={t('mailings.kind-hint')}
        form={form}
        t={t}
        options={KINDS.map((kind) => ({ value: kind, text: t(`mailings.kind-${kind}`) }))}
      />
      <TextField name="subject" label={t('mailings.subject')} form={form} t={say} maxLength={300} />
      <TextField
        name="preheader"
        label={t('mailings.preheader')}
        hint={t('mailings.preheader-hint')}
        form={form}
        t={say}
        maxLength={300}
      />
      <BlockFields {...{ blocks: source.blocks, form, t: say, locale: reader, choices }} />
      <Disclosure summary={t('mailings.text-part')}>
        <TextArea
          name="text"
          label={t('mailings.text-part')}
          hint={t('mailings.text-hint')}
          form={form}
          t={t}
          maxLength={20_000}
        />
      </Disclosure>
      <Disclosure summary={t('mailings.variables')}>
        <Facts
          facts={VARIABLE_NAMES.map((name) => ({
            label: `{{ ${name} }}`,
            value: t(`writing.variable.${name.replace(/[._]/g, '-') as 'town'}`),
          }))}
        />
      </Disclosure>
      <Button>{t('mailings.save')}</Button>
    </Form>
  )
}

function formOf({ letter, source, faults }: Pick<EditProps, 'letter' | 'source' | 'faults'>): FormState {
  const { subject, preheader, textOverride = '' } = source
  const values = {
    title: letter.title,
    audience: letter.audience_id ?? '',
    kind: letter.kind,
    subject,
    preheader,
    text: textOverride,
  }
  return { values: { ...values, ...typedBlocks(source.blocks) }, errors: errorsOf(faults) }
}

function Faults({ t, faults }: { t: PageT; faults: Said[] }) {
  return (
    <List>
      {faults.map(({ at, text, stops }, n) => (
        <li key={n}>
          {at === undefined ? '' : `${t('mailings.block-n', { n: at + 1 })} – `}
          {text} {stops ? '' : t('mailings.advice')}
        </li>
      ))}
    </List>
  )
}

function WhoGetsIt({ t, reader, counted, locale, path }: EditProps) {
  if (!counted)
    return (
      <Section title={t('mailings.who')}>
        <ButtonLink href={`${path}?in=${locale}&count=1`} tone="plain">
          {t('mailings.count')}
        </ButtonLink>
      </Section>
    )
  const { reach, readers, left } = counted
  const languages = LOCALES.filter((one) => readers[one]).map((one) => ({
    label: t(`mailings.language-${one}`),
    value: formatNumber(reader, readers[one]!),
  }))
  return (
    <Section title={t('mailings.who')}>
      <p>{t('mailings.reach', { n: reach })}</p>
      <Facts facts={languages} />
      {Object.keys(left).length > 0 && (
        <Disclosure summary={t('mailings.left')}>
          <Facts facts={reasonsSaid(t, reader, left)} />
        </Disclosure>
      )}
    </Section>
  )
}

function Other({ t, other }: { t: PageT; other: Source }) {
  return (
    <>
      <Notice>{t('mailings.conflict')}</Notice>
      <Disclosure summary={t('mailings.other')}>
        <p>{other.subject}</p>
        <pre class="whitespace-pre-wrap">{JSON.stringify(other.blocks, null, 1)}</pre>
      </Disclosure>
    </>
  )
}
