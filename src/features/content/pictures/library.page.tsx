import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, FileField, FormNotice, type FormState, TextField, UploadForm } from '#ui/form'
import { Act, Button, Card, Section, Small, Stack, TextLink } from '#ui/parts'
import { Photo } from '#ui/photo'
import { Desk } from '#ui/table'
import { LIBRARY } from './paths.ts'
import type { T } from './texts.ts'

export type LibraryProps = {
  t: T
  locale: Locale
  form: FormState
  pictures: {
    src: string
    width: number
    height: number
    words: string
    credit: string
    note: string
    remove: string
    uses: { text: string; href: string }[]
  }[]
}

/** The movement’s pictures: a new one, and those that there are, each with where it stands. */
export function LibraryPage({ t, locale, form, pictures }: LibraryProps) {
  const labels = {
    picture: t('library.file'),
    words: t('library.words'),
    credit: t('library.credit'),
    agreed: t('library.agreed'),
  }
  return (
    <Desk title={t('library.title')} lead={t('library.lead')}>
      <UploadForm action={LIBRARY}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <FileField
          name="picture"
          label={labels.picture}
          hint={t('library.hint')}
          accept="image/jpeg,image/png,image/webp"
          {...{ form, t }}
        />
        <TextField name="words" label={labels.words} hint={t('library.words-hint')} {...{ form, t }} maxLength={200} />
        <TextField name="credit" label={labels.credit} hint={t('library.credit-hint')} {...{ form, t }} maxLength={200} />
        <Checkbox name="agreed" label={labels.agreed} {...{ form, t }} />
        <Button>{t('library.button')}</Button>
      </UploadForm>
      <Small>{t('library.stripped')}</Small>
      <Section title={t('library.all')}>
        {pictures.length === 0 && <p>{t('library.empty')}</p>}
        <Stack>
          {pictures.map((picture) => (
            <PictureCard key={picture.src} {...{ t, picture }} />
          ))}
        </Stack>
      </Section>
    </Desk>
  )
}

function PictureCard({ t, picture }: { t: T; picture: LibraryProps['pictures'][number] }) {
  const { src, width, height, words, credit, note, uses, remove } = picture
  return (
    <Card title={words}>
      <Photo {...{ src, words, width, height }} />
      <Small>{[credit, note].filter(Boolean).join(' · ')}</Small>
      {uses.map(({ text, href }) => (
        <p key={href}>
          <TextLink href={href}>{text}</TextLink>
        </p>
      ))}
      {uses.length === 0 && (
        <Act action={remove} tone="danger">
          {t('library.remove')}
        </Act>
      )}
    </Card>
  )
}
