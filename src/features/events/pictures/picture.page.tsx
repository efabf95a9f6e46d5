import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, FileField, FormNotice, type FormState, TextField, UploadForm } from '#ui/form'
import { Photo } from '#ui/photo'
import { Act, Article, Button, Disclosure, Small, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

export type PictureProps = {
  t: T
  locale: Locale
  title: string
  lead: string
  path: string
  form: FormState
  current: { src: string; words: string; width: number; height: number } | undefined
  back: { href: string; text: string }
}

/** The picture of a group or an event: what everybody sees, and a new one. */
export function PicturePage({ t, locale, title, lead, path, form, current, back }: PictureProps) {
  const labels = { picture: t('pictures.file'), words: t('pictures.words'), agreed: t('pictures.agreed') }
  return (
    <Article title={title} lead={lead}>
      {current && <Photo {...current} />}
      <UploadForm action={path}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <FileField
          name="picture"
          label={labels.picture}
          hint={t('pictures.hint')}
          accept="image/jpeg,image/png,image/webp"
          {...{ form, t }}
        />
        <TextField name="words" label={labels.words} hint={t('pictures.words-hint')} {...{ form, t }} maxLength={200} />
        <Checkbox name="agreed" label={labels.agreed} {...{ form, t }} />
        <Button>{t('pictures.button')}</Button>
      </UploadForm>
      <Small>{t('pictures.stripped')}</Small>
      {current && (
        <Disclosure summary={t('pictures.remove')}>
          <Act action={`${path}/removal`} tone="danger">
            {t('pictures.remove-button')}
          </Act>
        </Disclosure>
      )}
      <p>
        <TextLink href={back.href}>{back.text}</TextLink>
      </p>
    </Article>
  )
}
