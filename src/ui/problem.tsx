import type { ProblemView } from '../platform/http/errors.ts'
import { Article, ButtonLink, Small } from './parts.tsx'

/** The page of an error: what happened, and the way back. */
export const problem: ProblemView = ({ status, message, t, home, id }) => ({
  title: t('error.title'),
  body: (
    <Article title={t('error.title')} lead={message}>
      <p>
        <ButtonLink href={home}>{t('error.home')}</ButtonLink>
      </p>
      {status >= 500 && <Small>{t('error.id', { id })}</Small>}
    </Article>
  ),
})
