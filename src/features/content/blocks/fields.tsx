import type { Translate } from '#platform/i18n/texts'
import type { Locale } from '#platform/i18n/locales'
import { type FormState, SelectField, TextArea, TextField } from '#ui/form'
import { Buttons, Card, SmallButton } from '#ui/parts'
import { KINDS } from './editing.ts'
import type { Block } from './schema.ts'
import { texts } from './texts.ts'

type Choice = { value: string; text: string }

export type BlockFieldsProps = {
  blocks: readonly Block[]
  /** What was typed (`typedBlocks`), and what is wrong, by the names of the fields: `blocks.2.alt`. */
  form: FormState
  /** Says what is wrong. */
  t: Translate
  locale: Locale
  /** Lists that rooms offer, territories of which, pictures that were sent. */
  choices: { lists: Choice[]; areas: Choice[]; pictures: Choice[] }
}

/** The fields of a text made of blocks, in a form of the caller’s. Its presses need no script: each sends the form as it is. */
export function BlockFields({ blocks, form, t, locale, choices }: BlockFieldsProps) {
  const say = texts.in(locale)
  return (
    <>
      {blocks.map((block, at) => (
        <Card key={at} title={say('blocks.nth', { n: at + 1, kind: say(`blocks.kind.${block.type}`) })}>
          <input type="hidden" name={`blocks.${at}.type`} value={block.type} />
          <Fields {...{ block, at, form, t, locale, choices }} />
          <Buttons>
            {at > 0 ? <Turn turn={`up.${at}`} text={say('blocks.up')} /> : null}
            {at < blocks.length - 1 ? <Turn turn={`down.${at}`} text={say('blocks.down')} /> : null}
            <Turn turn={`remove.${at}`} text={say('blocks.remove')} />
          </Buttons>
        </Card>
      ))}
      <Card title={say('blocks.add')}>
        <Buttons>
          {KINDS.map((kind) => (
            <Turn key={kind} turn={`add.${kind}`} text={say(`blocks.kind.${kind}`)} />
          ))}
        </Buttons>
      </Card>
    </>
  )
}

const Turn = ({ turn, text }: { turn: string; text: string }) => (
  <SmallButton name="turn" value={turn}>
    {text}
  </SmallButton>
)

function Fields({ block, at, form, t, locale, choices }: Omit<BlockFieldsProps, 'blocks'> & { block: Block; at: number }) {
  const say = texts.in(locale)
  const line = (field: LineField, maxLength = 300) => (
    <TextField name={`blocks.${at}.${field}`} label={say(`blocks.field.${field}`)} {...{ form, t, maxLength }} />
  )
  const link = (
    <TextField name={`blocks.${at}.link`} label={say('blocks.field.link')} hint={say('blocks.hint.link')} {...{ form, t }} />
  )
  const choose = (field: 'list' | 'area' | 'picture', options: Choice[]) => (
    <SelectField name={`blocks.${at}.${field}`} label={say(`blocks.field.${field}`)} {...{ form, t, options }} />
  )
  const area = (field: 'markdown' | 'figures' | 'quote', name: string, maxLength: number) => (
    <TextArea
      name={`blocks.${at}.${name}`}
      label={say(`blocks.field.${field}`)}
      hint={field === 'quote' ? undefined : say(`blocks.hint.${field}`)}
      markdown={field === 'markdown'}
      rows={field === 'markdown' ? 8 : 4}
      {...{ form, t, maxLength }}
    />
  )
  if (block.type === 'text') return area('markdown', 'markdown', 20_000)
  if (block.type === 'heading') return line('text')
  if (block.type === 'button') return [line('label'), link]
  if (block.type === 'quote') return [area('quote', 'text', 2_000), line('by')]
  if (block.type === 'figures') return area('figures', 'figures', 4_000)
  if (block.type === 'picture') return [choose('picture', choices.pictures), line('alt', 500), line('credit'), link]
  return [
    choose('list', choices.lists),
    choose('area', [{ value: '', text: say('blocks.everywhere') }, ...choices.areas]),
    line('limit', 2),
  ]
}

type LineField = 'text' | 'label' | 'by' | 'alt' | 'credit' | 'limit'
