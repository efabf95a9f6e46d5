import type { Block } from '#content'
import { type FormState, Group, Hidden, SelectField, TextArea, TextField } from '#ui/form'
import { Inline, SmallButton } from '#ui/parts'
import { figuresText } from '../reading.ts'
import type { Said } from '../saying.ts'
import type { PageT } from '../texts.ts'

type BlockProps = { t: PageT; block: Block; at: number; faults: Said[]; lists: { value: string; text: string }[] }

/** One part of a letter, with what moves it and takes it away. */
export function BlockFields({ t, block, at, faults, lists }: BlockProps) {
  const here = faults.filter((one) => one.at === at)
  return (
    <Group legend={t('letters.block-legend', { n: at + 1, kind: t(`letters.block-${block.type}`) })}>
      <Hidden name={`b.${at}.type`} value={block.type} />
      <Fields {...{ t, block, at, lists }} />
      {here.map(({ text }, n) => (
        <p key={n} class="text-error">
          {text}
        </p>
      ))}
      <Inline>
        {[
          ...(at > 0
            ? [
                <SmallButton name="act" value={`up:${at}`}>
                  {t('letters.up', { n: at + 1 })}
                </SmallButton>,
              ]
            : []),
          <SmallButton name="act" value={`remove:${at}`}>
            {t('letters.remove-block', { n: at + 1 })}
          </SmallButton>,
        ]}
      </Inline>
    </Group>
  )
}

function Fields({ t, block, at, lists }: Omit<BlockProps, 'faults'>) {
  const name = (field: string) => `b.${at}.${field}`
  const form = (values: Record<string, string>): FormState => ({
    values: Object.fromEntries(Object.entries(values).map(([field, value]) => [name(field), value])),
    errors: {},
  })
  const line = (field: string, value: string, label: string) => (
    <TextField name={name(field)} label={label} form={form({ [field]: value })} t={t} maxLength={2000} />
  )
  const lines = (field: string, value: string, of: { label: string; hint?: string }) => (
    <TextArea name={name(field)} {...of} form={form({ [field]: value })} t={t} maxLength={20_000} />
  )
  switch (block.type) {
    case 'text':
      return lines('markdown', block.markdown, { label: t('letters.words'), hint: t('letters.markdown-hint') })
    case 'heading':
      return line('text', block.text, t('letters.words'))
    case 'button':
      return (
        <>
          {line('label', block.label, t('letters.button-label'))}
          {line('link', block.link, t('letters.link'))}
        </>
      )
    case 'quote':
      return (
        <>
          {lines('text', block.text, { label: t('letters.words') })}
          {line('by', block.by, t('letters.by'))}
        </>
      )
    case 'figures':
      return lines('figures', figuresText(block.figures), { label: t('letters.figures'), hint: t('letters.figures-hint') })
    case 'list':
      return (
        <>
          <SelectField name={name('list')} label={t('letters.list')} form={form({ list: block.list })} t={t} options={lists} />
          {line('limit', String(block.options.limit ?? ''), t('letters.limit'))}
        </>
      )
    default:
      return null
  }
}
