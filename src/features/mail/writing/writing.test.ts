import { simpleParser } from 'mailparser'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { compile, type Setting, type Source } from './compile.ts'
import { preview } from './program.ts'
import { render, type Reader } from './render.ts'

const setting: Setting = {
  locale: 'fr',
  wrapper: {
    sender: { name: 'Mouvement pour l’été', address: '3 rue des Lilas, 69003 Lyon' },
    why: 'Vous recevez cette lettre parce que vous avez signé.',
  },
  from: { name: 'Mouvement pour l’été', address: 'lettres@example.org' },
  replyTo: 'contact@example.org',
  listId: 'lettres.example.org',
  feedbackId: 'c12:letter:movement:appui',
  boundary: 'b0123456789',
  url: (path) => `https://example.org${path}`,
  lists: new Map(),
  pictures: new Map(),
}

const source: Source = {
  subject: 'Bonjour {{ first_name | default: "à vous" }}, on se voit dimanche ?',
  preheader: 'Le marché, à {{ town | default: "côté" }}',
  blocks: [
    { type: 'heading', text: 'On y va' },
    {
      type: 'text',
      markdown:
        'Bonjour **{{ first_name | default: "toi" }}**,\n\n{% if town %}à {{ town }}{% else %}près de chez vous{% endif %}, nous [signons](/sign) & nous <b>parlons</b>.\n\n- un\n- deux\n\n.Un point en tête\nFrom ici',
    },
    { type: 'button', label: 'Je signe', link: '/sign' },
    { type: 'quote', text: 'Une vraie phrase', by: 'Ana' },
    { type: 'figures', figures: [['100 000', 'soutiens']] },
  ],
}

const links = {
  'links.unsubscribe': 'https://example.org/u/a?b=c&d=e',
  'links.preferences': 'https://example.org/p/a',
  'links.browser': 'https://example.org/b/a',
}

const reader = (values: Reader['values'] = {}, to: Reader['to'] = { name: 'Zoé', address: 'zoe@example.org' }): Reader => ({
  to,
  values: { movement: 'Été', ...links, ...values },
  messageId: 'abcdef234567@example.org',
  date: new Date('2026-12-01T08:00:00Z'),
  leave: { post: 'https://example.org/u/a', mailto: 'mailto:leave+a@example.org' },
})

test('a letter comes out of two mail readers as it was written', async () => {
  const program = compile(source, setting)
  const sent = render(program, reader({ first_name: 'Zoé', town: 'Saint-Étienne' }))
  const seen = preview(program, reader({ first_name: 'Zoé', town: 'Saint-Étienne' }).values)
  const postal = await PostalMime.parse(sent)
  const parsed = await simpleParser(sent)
  expect(postal.subject).toBe('Bonjour Zoé, on se voit dimanche ?')
  expect(parsed.subject).toBe(postal.subject)
  expect(String(postal.text).trimEnd()).toBe(seen.text.trimEnd())
  expect(String(parsed.text).trimEnd()).toBe(seen.text.trimEnd())
  expect(String(postal.html).trimEnd()).toBe(seen.html.trimEnd())
})
