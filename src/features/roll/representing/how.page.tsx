import { Article, List, Section, Small, Steps, TextLink } from '#ui/parts'
import { LawLines } from './ask.page.tsx'
import type { Abroad, Law, PageT } from './saying.ts'

const OFFICIAL = 'https://www.maprocuration.gouv.fr'
const IDENTITY = 'https://france-identite.gouv.fr/identite-numerique-certifiee/'

/** What the two tell each other on the telephone, and how a proxy is made. None of it is typed anywhere here. */
export function HowPage({ t, law, abroad, back }: { t: PageT; law: Law; abroad: Abroad | undefined; back: string }) {
  return (
    <Article title={t('representing.how.title')} lead={t('representing.how.lead')}>
      <Section title={t('representing.how.tell')}>
        <p>{t('representing.how.tell-lead')}</p>
        <List>
          <li>{t('representing.how.tell-number')}</li>
          <li>{t('representing.how.tell-names')}</li>
          <li>{t('representing.how.tell-paper')}</li>
        </List>
        <p>{t('representing.how.tell-holder')}</p>
        <p>{t('representing.how.tell-nothing')}</p>
      </Section>
      <Section title={t('representing.how.ways')}>
        <Steps>
          <li>{t('representing.how.online')}</li>
          <li>{t('representing.how.in-person')}</li>
          <li>{t('representing.how.home')}</li>
        </Steps>
        <p>{t('representing.how.certificate')}</p>
        <p>{t('representing.how.when')}</p>
        <p>
          <TextLink href={OFFICIAL}>{new URL(OFFICIAL).host}</TextLink>
          {' · '}
          <TextLink href={IDENTITY}>{t('representing.how.identity')}</TextLink>
        </p>
      </Section>
      <Section title={t('representing.how.day')}>
        <p>{t('representing.how.day-lead')}</p>
        <LawLines t={t} law={law} />
        {abroad && (
          <Small>
            {abroad.text} <TextLink href={abroad.href}>{abroad.source}</TextLink>
          </Small>
        )}
      </Section>
      <p>
        <TextLink href={back}>{t('representing.title')}</TextLink>
      </p>
    </Article>
  )
}
