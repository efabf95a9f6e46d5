import type { Locale } from '../platform/i18n/locales.ts'
import type { Translate } from '../platform/i18n/texts.ts'
import { ErrorSummary } from './error-summary.tsx'
import { Checkbox, FileField, FormNotice, type FormState, TextField, UploadForm } from './form.tsx'
import { Act, Article, Button, Disclosure, Small, TextLink } from './parts.tsx'
import { Photo } from './photo.tsx'
import { uiTexts } from './texts.ts'

export type PictureProps = {
  /** Says what is wrong with the form. */
  t: Translate
  locale: Locale
  title: string
  lead: string
  path: string
  form: FormState
  current: { src: string; words: string; width: number; height: number } | undefined
  back: { href: string; text: string }
}

/** The one picture of something: what everybody sees, and a new one. */
export function PicturePage({ t, locale, title, lead, path, form, current, back }: PictureProps) {
  const say = uiTexts.in(locale)
  const labels = { picture: say('ui.picture.file'), words: say('ui.picture.words'), agreed: say('ui.picture.agreed') }
  return (
    <Article title={title} lead={lead}>
      {current && <Photo {...current} />}
      <UploadForm action={path}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <FileField
          name="picture"
          label={labels.picture}
          hint={say('ui.picture.hint')}
          accept="image/jpeg,image/png,image/webp"
          {...{ form, t }}
        />
        <TextField name="words" label={labels.words} hint={say('ui.picture.words-hint')} {...{ form, t }} maxLength={200} />
        <Checkbox name="agreed" label={labels.agreed} {...{ form, t }} />
        <Button>{say('ui.picture.button')}</Button>
      </UploadForm>
      <Small>{say('ui.picture.stripped')}</Small>
      {current && (
        <Disclosure summary={say('ui.picture.remove')}>
          <Act action={`${path}/removal`} tone="danger">
            {say('ui.picture.remove')}
          </Act>
        </Disclosure>
      )}
      <p>
        <TextLink href={back.href}>{back.text}</TextLink>
      </p>
    </Article>
  )
}
