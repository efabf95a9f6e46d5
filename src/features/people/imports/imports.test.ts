import { readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { imported, SAID, stateOf, tried, upload } from '../../../../tests/support/imports.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { hashOf } from '../addresses/index.ts'
import { forgetOldImports } from './commands/forget.ts'
const program = await useProgram({ working: true })
const { rows } = program
const member = () => staffMember(program, 'staff')

type Row = {
  given_name: string
  family_name: string | null
  agreed: string[]
  place_id: string | null
  custom: object
  points: string[]
  tags: string[]
  qualities: string[]
}

/** What stands in the file of each person, by name. */
async function people(): Promise<Row[]> {
  return rows<Row>(`select given_name, family_name, agreed, place_id, custom,
    array(select value from contact_point where person_id = person.id order by kind, value) as points,
    array(select quality from contact_point where person_id = person.id order by kind, value) as qualities,
    array(select tag.name from person_tag join tag on tag.id = tag_id where person_id = person.id order by key) as tags
    from person order by sort_name, id`)
}

const counts = async (id: string) => (await rows<{ counts: object }>('select counts from import where id = $1', [id]))[0]!.counts

describe('presets', () => {
  test('NationBuilder: four addresses with their state, consents, tags, the primary address', async () => {
    const content = [
      'nationbuilder_id,first_name,last_name,email1,email1_is_bad,email2,email_opt_in,mobile_number,mobile_opt_in,do_not_call,tag_list,primary_address1,primary_city,primary_zip,primary_country_code,twitter_login,religion',
      '7,Zoé,Lacaze,ZOE@example.org,false,old@example.org,true,0612345678,true,false,"bénévole, salle",1 rue du Port,Lyon,69001,FR,zoe,none',
      '8,Léo,Aubrac,leo@example.org,true,,false,06 98 76 54 32,false,true,,,,38000,FR,,',
    ].join('\n')
    await imported(program, await member(), { name: 'nationbuilder-people-export-1.csv', content })
    expect(await people()).toEqual([
      {
        given_name: 'Léo',
        family_name: 'Aubrac',
        agreed: ['support:file'],
        place_id: 'FR-38185',
        custom: {},
        points: ['leo@example.org', '+33698765432'],
        qualities: ['bad', 'unknown'],
        tags: [],
      },
      {
        given_name: 'Zoé',
        family_name: 'Lacaze',
        agreed: ['calls:sms', 'calls:voice', 'news:email', 'support:file'],
        place_id: 'FR-69123',
        custom: {},
        points: ['old@example.org', 'zoe@example.org', '+33612345678'],
        qualities: ['unknown', 'unknown', 'unknown'],
        tags: ['bénévole', 'salle'],
      },
    ])
  })

  test('Action Network: status, tags, dates', async () => {
    const content = [
      'uuid,first_name,last_name,email,zip_code,can2_phone,can2_user_tags,can2_subscription_status,can2_subscription_date',
      'a,Ana,Ibarra,ana@example.org,69001,,"x, y",subscribed,2016-02-10',
      'b,Bea,Jaffré,bea@example.org,69001,,,unsubscribed,2016-02-10',
      'c,Cid,Kerbrat,cid@example.org,69001,,,bouncing,2016-02-10',
      'd,Dan,Lacaze,dan@example.org,69001,,,spam complaint,2016-02-10',
    ].join('\n')
    await imported(program, await member(), { name: 'export.csv', content })
    const found = await people()
    expect(found.map(({ agreed }) => agreed.includes('news:email'))).toEqual([true, false, false, false])
    expect(found[2]!.qualities).toEqual(['bouncing'])
    expect(await rows("select 1 from suppression where purpose = 'news'")).toHaveLength(2)
    expect(await rows("select asked_at::date::text as day from consent where purpose = 'news' and action = 'given'")).toEqual([
      { day: '2016-02-10' },
    ])
  })

  test('NationBuilder: who is not to be contacted, or called, is on the list of those to be left alone', async () => {
    const content = [
      'nationbuilder_id,first_name,last_name,email1,email_opt_in,mobile_number,mobile_opt_in,do_not_call,do_not_contact',
      '1,Ana,Ibarra,ana@example.org,true,0612345671,true,false,true',
      '2,Bea,Jaffré,bea@example.org,true,0612345672,true,true,false',
      '3,Cid,Kerbrat,cid@example.org,true,0612345673,true,false,false',
    ].join('\n')
    await imported(program, await member(), { name: 'nationbuilder-people-export-2.csv', content })
    expect((await people()).map(({ agreed }) => agreed)).toEqual([
      ['support:file'],
      ['news:email', 'support:file'],
      ['calls:sms', 'calls:voice', 'news:email', 'support:file'],
    ])
    const listed = await rows<{ address_hash: Buffer; purpose: string }>('select address_hash, purpose from suppression')
    const hash = hashOf(program.app)
    const left = ['ana@example.org', '+33612345671', '+33612345672'].map((address) => hash(address).toString('hex'))
    expect(listed.map(({ address_hash }) => address_hash.toString('hex')).toSorted()).toEqual(left.toSorted())
    expect(listed.map(({ purpose }) => purpose).toSorted()).toEqual(['calls', 'calls', 'news'])
  })

  test('CiviCRM: the exact 84 columns', async () => {
    // The "primary fields" of a contact export, in its order (labels of CiviCRM's own export test).
    const columns = readFileSync('tests/support/civicrm-columns.txt', 'utf8').trimEnd().split('\n')
    expect(columns).toHaveLength(84)
    const values: Record<string, string> = {
      'Contact ID': '12',
      'Contact Type': 'Individual',
      'First Name': 'Rosa',
      'Last Name': 'Mazars',
      'Do Not Phone': '1',
      'No Bulk Emails (User Opt Out)': '0',
      'Birth Date': '1980-05-01',
      City: 'Lyon',
      'Postal Code': '69003',
      Country: 'France',
      Phone: '0472000000',
      Email: 'rosa@example.org',
      'On Hold': '1',
      'Tag(s)': 'membre',
      Gender: 'Female',
    }
    const content = [
      columns.map((column) => `"${column}"`).join(','),
      columns.map((column) => values[column] ?? '').join(','),
    ].join('\n')
    await imported(program, await member(), { name: 'civicrm.csv', content })
    expect(await people()).toEqual([
      {
        given_name: 'Rosa',
        family_name: 'Mazars',
        agreed: ['support:file'],
        place_id: 'FR-69123',
        custom: {},
        points: ['rosa@example.org', '+33472000000'],
        qualities: ['bad', 'unknown'],
        tags: ['membre'],
      },
    ])
    expect(await rows('select system, value from foreign_id')).toEqual([{ system: 'civicrm', value: '12' }])
    expect(await rows('select born_on::text from person')).toEqual([{ born_on: '1980-05-01' }])
  })

  test.each(['members_export', 'email_audience_export'])(
    'Mailchimp: the zip as it comes, one file a state (%s)',
    async (kind) => {
      const header = 'Email Address,First Name,Last Name,OPTIN_TIME,LEID,EUID,TAGS'
      const zip = zipSync({
        // The files of a zip come by name.
        [`cleaned_${kind}_ab12.csv`]: strToU8(
          `LEID,EUID,${header.replace(',LEID,EUID', '')},CLEAN_TIME\n3,e3,cid@example.org,Cid,Kerbrat,2016-01-05 10:00:00,,2016-02-01 09:00:00\n`,
        ),
        [`nonsubscribed_${kind}_ab12.csv`]: strToU8(`${header}\ndan@example.org,Dan,Lacaze,,4,e4,\n`),
        [`subscribed_${kind}_ab12.csv`]: strToU8(
          `${header}\nana@example.org,Ana,Ibarra,2016-01-05 10:00:00,1,e1,"""salle"",""voiture"""\neva@example.org,Eva,Mazars,,5,e5,\n`,
        ),
        [`unsubscribed_${kind}_ab12.csv`]: strToU8(
          `UNSUB_TIME,${header}\n2016-02-01 09:00:00,bea@example.org,Bea,Jaffré,2016-01-05 10:00:00,2,e2,\n`,
        ),
        'readme.pdf': strToU8('not a table'),
      })
      const browser = await member()
      const said = { agreed_on: '' }
      const id = await imported(program, browser, { name: 'audience_export.zip', content: Buffer.from(zip), said })
      const found = await people()
      expect(found.map(({ given_name, agreed, qualities }) => [given_name, agreed.includes('news:email'), qualities[0]])).toEqual(
        [
          ['Ana', true, 'unknown'],
          ['Bea', false, 'unknown'],
          ['Cid', false, 'bouncing'],
          ['Dan', false, 'unknown'],
          ['Eva', false, 'unknown'],
        ],
      )
      expect(found[0]!.tags).toEqual(['salle', 'voiture'])
      // When and to what she agreed is kept; of whom Mailchimp does not say when, she is to be asked again.
      expect(
        await rows("select asked_at::date::text as day, wording_text from consent where purpose = 'news' and action = 'given'"),
      ).toEqual([{ day: '2016-01-05', wording_text: 'Je veux recevoir les nouvelles.\nconsent: Formulaire du site de 2015' }])
      expect(await rows('select given_name, purpose from unproved_consent join person on person.id = person_id')).toEqual([
        { given_name: 'Eva', purpose: 'news' },
      ])
      expect(await counts(id)).toEqual({ created: 5, unproved: 1 })
      expect(await rows("select 1 from suppression where purpose = 'news'")).toHaveLength(1)
    },
  )

  test('Mailchimp: its parts one by one, the subscribed first, wake nobody who left', async () => {
    const header = 'Email Address,First Name,Last Name,OPTIN_TIME,LEID,EUID'
    const row = 'ana@example.org,Ana,Ibarra,2016-01-05 10:00:00,1,e1'
    const browser = await member()
    for (const state of ['subscribed', 'unsubscribed', 'subscribed'])
      await imported(program, browser, { name: `${state}_members_export_ab12.csv`, content: `${header}\n${row}\n` })
    expect((await people()).map(({ agreed }) => agreed)).toEqual([['support:file']])
  })

  const CIVICRM = {
    en: [
      'Contact ID',
      'Contact Type',
      'Do Not Email',
      'Do Not Phone',
      'Do Not Mail',
      'Do Not Sms',
      'No Bulk Emails (User Opt Out)',
      'First Name',
      'Last Name',
      'Deceased',
      'Contact is in Trash',
      'Phone',
      'Email',
      'On Hold',
    ],
    fr: [
      'Id. de contact',
      'Type de contact',
      'Ne pas envoyer de courriel',
      'Ne pas appeler',
      'Ne pas envoyer de courrier',
      'Ne pas envoyer de SMS',
      'Pas de mailing - opposition (opt out)',
      'Prénom',
      'Nom de famille',
      'Décédé',
      'Le contact est dans la corbeille',
      'Téléphone',
      'Courriel',
      'Invalidée',
    ],
    es: [
      'Identificador del contacto',
      'Tipo de contacto',
      'No enviar un correo electrónico',
      'No telefonear',
      'No enviar un correo postal',
      'No enviar un Sms',
      'No enviar correos electrónicos masivos (el usuario no lo desea)',
      'Nombre',
      'Apellidos',
      'Fallecido',
      'El contacto está en la papelera',
      'Teléfono',
      'Correo electrónico',
      'Bloqueado',
    ],
    de: [
      'CiviCRM ID',
      'Kontaktart',
      'Keine E-Mails senden',
      'Nicht anrufen',
      'Nicht anschreiben',
      'Keine SMS senden',
      'Keine Massen-E-Mails (User Opt out)',
      'Vorname',
      'Nachname',
      'Verstorben',
      'Kontakt ist im Papierkorb',
      'Telefon',
      'E-Mail',
      'Inaktiv',
    ],
  }
  test.each(Object.entries(CIVICRM))(
    'CiviCRM in %s: who refused, died, was thrown away or is no person',
    async (_language, header) => {
      // Contact type comes as CiviCRM stores it, whatever the language; booleans as 1 and 0.
      const contact = (n: number, more: Partial<Record<number, string>> = {}) =>
        header
          .map(
            (_, at) =>
              more[at] ??
              { 0: String(n), 1: 'Individual', 7: `P${n}`, 8: 'Lacaze', 11: `06123456${n + 10}`, 12: `p${n}@example.org` }[at] ??
              '0',
          )
          .join(',')
      const content = [
        [...header, 'Newsletter'].map((name) => `"${name}"`).join(','),
        ...[
          contact(1),
          contact(2, { 2: '1' }),
          contact(3, { 3: '1' }),
          contact(4, { 4: '1' }),
          contact(5, { 5: '1' }),
          contact(6, { 6: '1' }),
          contact(7, { 9: '1' }),
          contact(8, { 10: '1' }),
          contact(9, { 1: 'Organization', 6: '1' }),
          contact(10, { 13: '2' }),
          contact(11, { 13: '1' }),
        ].map((row) => `${row},oui`),
      ].join('\n')
      const browser = await member()
      const id = await imported(program, browser, { name: 'civicrm.csv', content, said: { 'map.14': 'yes:news' } })
      const found = (await people()).map(({ given_name, agreed, qualities }) => [
        given_name,
        agreed.includes('news:email'),
        qualities[0],
      ])
      expect(found.toSorted()).toEqual(
        [
          ['P1', true, 'unknown'],
          ['P2', false, 'unknown'],
          ['P3', true, 'unknown'],
          ['P4', true, 'unknown'],
          ['P5', true, 'unknown'],
          ['P6', false, 'unknown'],
          ['P10', false, 'bad'],
          ['P11', true, 'bad'],
        ].toSorted(),
      )
      expect(await counts(id)).toEqual({ created: 8, refused: 3 })
      const refused = (await browser.get(`/staff/imports/${id}/refused.csv`)).body
      for (const why of ['décédée', 'corbeille', 'une organisation']) expect(refused).toContain(why)
      // What the organisation and the others refused is kept by their address or number.
      const hash = hashOf(program.app)
      const listed = async (purpose: string) =>
        (await rows<{ address_hash: Buffer }>('select address_hash from suppression where purpose = $1', [purpose])).map(
          ({ address_hash }) => address_hash.toString('hex'),
        )
      const hashes = (...values: string[]) => values.map((value) => hash(value).toString('hex')).toSorted()
      expect((await listed('news')).toSorted()).toEqual(hashes(...[2, 6, 9, 10].map((n) => `p${n}@example.org`)))
      expect((await listed('calls')).toSorted()).toEqual(hashes(...[3, 5].map((n) => `+336123456${n + 10}`)))
    },
  )

  test('ActionKit, and a French spreadsheet with semicolons in Latin-1', async () => {
    await imported(program, await member(), {
      name: 'actionkit.csv',
      content:
        'akid,email,first,last,zip,country,lang,subscription_status\n5,ana@example.org,Ana,Ibarra,69001,France,fr_FR,subscribed\n',
    })
    const latin = Buffer.from(
      'Prénom;Nom;Courriel;Code postal;Ville;Téléphone;Date de naissance\nHélène;Garrigue;helene@example.org;1000;Bourg-en-Bresse;0474000000;31/12/1970\n',
      'latin1',
    )
    await imported(program, await member(), { name: 'liste.csv', content: latin, said: { dates: 'dmy' } })
    const helene = (await people()).find(({ family_name }) => family_name === 'Garrigue')
    expect(helene).toMatchObject({ given_name: 'Hélène', place_id: 'FR-01053', points: ['helene@example.org', '+33474000000'] })
    expect(await rows("select born_on::text from person where family_name = 'Garrigue'")).toEqual([{ born_on: '1970-12-31' }])
  })

  test('a spreadsheet says in its own words who agrees, and since when', async () => {
    const content =
      'Prénom;Nom;E-mail;Accepte les nouvelles;Inscrit le\nZoé;Lacaze;zoe@example.org;oui;2015-03-01\nLéo;Aubrac;leo@example.org;non;2015-03-02'
    await imported(program, await member(), { name: 'tableur.csv', content })
    const found = await people()
    expect(found.map(({ given_name, agreed }) => [given_name, agreed.includes('news:email')])).toEqual([
      ['Léo', false],
      ['Zoé', true],
    ])
    expect(await rows("select asked_at::date::text as day from consent where purpose = 'news' and action = 'given'")).toEqual([
      { day: '2015-03-01' },
    ])
  })
})

describe('what an import may not do', () => {
  test('wake who left, bounced or was erased', async () => {
    const [left, gone, kept] = await addSupporters(program, [
      { given_name: 'Lou', family_name: 'Partie', email: 'lou@example.org', news: true },
      { given_name: 'Max', family_name: 'Effacé', email: 'max@example.org' },
      { given_name: 'Noa', family_name: 'Restée', email: 'noa@example.org', news: true },
    ])
    const browser = await member()
    const officer = await staffMember(program, 'data-officer')
    await browser.post(`/staff/people/${left}/withdrawal`, { purpose: 'news' })
    await officer.post(`/staff/people/${gone}/erasure`)
    const content =
      'email,prénom,nom,newsletter\nlou@example.org,Lou,Partie,oui\nmax@example.org,Max,Effacé,oui\nnoa@example.org,N.,Restée,oui\n'
    const id = await imported(program, browser, { name: 'x.csv', content })
    expect(await counts(id)).toEqual({ refused: 1, unchanged: 2 })
    expect(await rows('select id, agreed, given_name from person order by sort_name')).toEqual([
      { id: left, agreed: ['support:file'], given_name: 'Lou' },
      // Who signed here herself keeps the name that she gave.
      { id: kept, agreed: ['news:email', 'support:file'], given_name: 'Noa' },
    ])
    const refused = (await browser.get(`/staff/imports/${id}/refused.csv`)).body
    expect(refused).toContain('max@example.org')
    expect(refused).toContain('s’est fait effacer')
  })

  test.each(['bought', 'professional', 'public-service', 'roll', 'scraped'])(
    'come from a forbidden origin: %s',
    async (origin) => {
      const browser = await member()
      const path = (await upload(program, browser, { name: 'x.csv', content: 'email\na@example.org\n' })).headers.location!
      const answer = await browser.post(`${path}/mapping`, {
        origin,
        basis: 'consent',
        proof: 'une preuve assez longue',
        dates: 'iso',
        country: 'FR',
        'says.news': 'column',
        'says.calls': 'none',
        'map.0': 'email',
      })
      expect(answer.statusCode).toBe(422)
      expect(answer.body).toContain('field-origin-error')
      expect((await browser.post(`${path}/start`)).statusCode).toBe(409)
    },
  )

  test('come without a proof', async () => {
    const browser = await member()
    const path = (await upload(program, browser, { name: 'x.csv', content: 'email\na@example.org\n' })).headers.location!
    const answer = await browser.post(`${path}/mapping`, {
      origin: 'members',
      basis: 'consent',
      proof: 'ok',
      dates: 'iso',
      country: 'FR',
      'says.news': 'column',
      'says.calls': 'none',
      'map.0': 'email',
    })
    expect(answer.body).toContain('field-proof-error')
  })

  test('read a social profile, even when the mapping says so', async () => {
    const browser = await member()
    const content = 'email,facebook_username,Support_Level\na@example.org,zoe,5\n'
    await imported(program, browser, { name: 'x.csv', content, said: { 'map.1': 'custom:facebook', 'map.2': 'note' } })
    expect((await people())[0]!.custom).toEqual({})
    expect(await rows('select 1 from note')).toHaveLength(0)
  })

  test('be started by a coordinator, or by whom has only a territory', async () => {
    expect(
      (
        await upload(program, await staffMember(program, 'coordinator', { area_id: 'FR-69' }), {
          name: 'x.csv',
          content: 'email\n',
        })
      ).statusCode,
    ).toBe(403)
    expect(
      (await upload(program, await staffMember(program, 'staff', { area_id: 'FR-69' }), { name: 'x.csv', content: 'email\n' }))
        .statusCode,
    ).toBe(403)
  })
})

describe('what is shown before anything is written', () => {
  const content = [
    'E-mail;Prénom;Newsletter;Désinscrit;Étiquettes;Ne pas appeler',
    'ana@example.org;Ana;oui;;salle;',
    'bea@example.org;Bea;oui;oui;;x',
    'cid@example.org;Cid;peut-être;;;',
    'dan@example.org;Dan;oui;;ne plus contacter;',
  ].join('\n')

  test('each value of a column that says more than a text, and what it is taken for; what is not understood is no consent', async () => {
    const browser = await member()
    const id = await tried(program, browser, { name: 'x.csv', content, said: { 'map.3': 'ignore', 'map.5': 'ignore' } })
    expect(await rows('select answers from import where id = $1', [id])).toEqual([
      {
        answers: [
          { column: 'Newsletter', value: 'oui', meaning: 'yes', n: 3 },
          { column: 'Newsletter', value: 'peut-être', meaning: 'unclear', n: 1 },
          { column: 'Désinscrit', value: 'oui', meaning: 'no', n: 1 },
          { column: 'Étiquettes', value: 'ne plus contacter', meaning: 'no', n: 1 },
          { column: 'Ne pas appeler', value: 'x', meaning: 'no', n: 1 },
        ],
      },
    ])
    const page = (await browser.get(`/staff/imports/${id}`)).body
    expect(page).toContain('peut-être')
    expect(page).toContain('pas compris\u00a0: ne vaut pas accord')
    await browser.post(`/staff/imports/${id}/start`)
    await stateOf(program, id, 'done')
    expect((await people()).map(({ given_name, agreed }) => [given_name, agreed.includes('news:email')])).toEqual([
      ['Ana', true],
      ['Bea', false],
      ['Cid', false],
      ['Dan', false],
    ])
    // What the cells said is let go of with the file.
    expect(await rows('select answers from import')).toEqual([{ answers: [] }])
  })

  test('what a mark in each column will do stands beside it', async () => {
    const browser = await member()
    const path = (
      await upload(program, browser, { name: 'x.csv', content: 'email;Décédé;Statut;Blacklist;Note\na@example.org;1;actif;;x\n' })
    ).headers.location!
    const page = (await browser.get(path)).body
    expect(page).toContain('la ligne n’entre pas, et qui est déjà là n’est plus contactée')
    expect(page).toContain('désabonnée, spam')
    expect(page).toContain('son nom dit un refus')
  })

  test('a day to come, or that there is not, is no day on which they agreed', async () => {
    const browser = await member()
    const path = (await upload(program, browser, { name: 'x.csv', content: 'email\na@example.org\n' })).headers.location!
    const said = { ...SAID, 'map.0': 'email' }
    for (const agreed_on of ['2116-01-01', '2015-02-30'])
      expect((await browser.post(`${path}/mapping`, { ...said, agreed_on })).body).toContain('field-agreed_on-error')
  })
})

describe('a yes that nothing proves', () => {
  const unproved = () =>
    rows<{ given_name: string }>('select given_name from unproved_consent join person on person.id = person_id order by 1')
  const asked = async (browser: Awaited<ReturnType<typeof member>>) =>
    (
      await browser.post('/staff/audiences/new', {
        name: 'À redemander',
        act: 'save',
        'r.op': 'all',
        'r.0.is': 'unproved',
        'r.0.with.purpose': 'news',
      })
    ).headers.location!

  test('brings in without the consent, and finds her to be asked again until she says so herself', async () => {
    const browser = await member()
    const [here] = await addSupporters(program, [
      { given_name: 'Noa', family_name: 'Restée', email: 'noa@example.org', news: true },
    ])
    const content =
      'email;prénom;nom;newsletter\nana@example.org;Ana;Ibarra;oui\nnoa@example.org;Noa;Restée;oui\nbea@example.org;Bea;Jaffré;non\n'
    const id = await imported(program, browser, { name: 'x.csv', content, said: { wording: '' } })
    expect(await counts(id)).toMatchObject({ unproved: 2 })
    expect((await people()).map(({ given_name, agreed }) => [given_name, agreed.includes('news:email')])).toEqual([
      ['Ana', false],
      ['Bea', false],
      ['Noa', true],
    ])
    expect((await browser.get(`/staff/imports/${id}`)).body).toContain('/staff/audiences/new?is=unproved')
    expect((await browser.get('/staff/audiences/new?is=unproved')).body).toContain('Oui sans preuve')
    const path = await asked(browser)
    const list = (await browser.get(path)).body
    expect(list).toContain('Ana Ibarra')
    expect(list).not.toContain('Noa')
    // She signs, and agrees by her own hand: nothing is left to ask.
    const { becomeSupporter } = await import('../../../../tests/support/signing.ts')
    await becomeSupporter(program, {
      email: 'ana@example.org',
      given_name: 'Ana',
      family_name: 'Ibarra',
      consents: { news: true, calls: false },
    })
    expect((await browser.get(path)).body).not.toContain('Ana Ibarra')
    expect(here).toBeDefined()
  })

  test('goes with the import that is taken back', async () => {
    const browser = await member()
    await addSupporters(program, [{ given_name: 'Noa', family_name: 'Restée', email: 'noa@example.org' }])
    const id = await imported(program, browser, {
      name: 'x.csv',
      content: 'email;prénom;nom;newsletter\nnoa@example.org;Noa;Restée;oui\n',
      said: { agreed_on: '' },
    })
    expect(await unproved()).toEqual([{ given_name: 'Noa' }])
    await browser.post(`/staff/imports/${id}/undoing`)
    await stateOf(program, id, 'undone')
    expect(await unproved()).toEqual([])
  })
})

test('refused rows of several files stand under the names of their own columns', async () => {
  const zip = zipSync({
    'a.csv': strToU8('email,prénom,note\nnot-an-address,Ana,first\n'),
    'b.csv': strToU8('note,prénom,ville,email\nsecond,Bea,Lyon,neither\n'),
  })
  const browser = await member()
  const id = await imported(program, browser, { name: 'x.zip', content: Buffer.from(zip) })
  const lines = (await browser.get(`/staff/imports/${id}/refused.csv`)).body.trimEnd().split('\r\n')
  expect(lines[0]).toBe('line,reason,email,prénom,note,ville')
  expect(
    lines.slice(1).map((line) =>
      line
        .split(',')
        .filter((_, at) => at !== 1)
        .join(','),
    ),
  ).toEqual(['1,not-an-address,Ana,first,', '2,neither,Bea,second,Lyon'])
})

describe('coming again', () => {
  test('the same file changes nothing, a newer one updates whom it knows by their id', async () => {
    const browser = await member()
    const first = 'nationbuilder_id,first_name,last_name,email,zip\n7,Zoe,Lacaze,zoe@example.org,69001\n'
    await imported(program, browser, { name: 'a.csv', content: first })
    expect(await counts(await imported(program, browser, { name: 'b.csv', content: first }))).toEqual({ unchanged: 1 })
    const newer = 'nationbuilder_id,first_name,last_name,email\n7,Zoé,Vasseur,new@example.org\n'
    expect(await counts(await imported(program, browser, { name: 'c.csv', content: newer }))).toEqual({ updated: 1 })
    expect(await people()).toMatchObject([
      { given_name: 'Zoé', family_name: 'Vasseur', points: ['new@example.org', 'zoe@example.org'] },
    ])
  })

  test('rows of one file about the same person are one person', async () => {
    const id = await imported(program, await member(), {
      name: 'a.csv',
      content: 'email,prénom,tags\nzoe@example.org,Zoé,a\nZOE@EXAMPLE.ORG,Zoé,b\n zoe@example.org ,,c\n',
    })
    expect(await counts(id)).toEqual({ created: 1, unchanged: 2 })
    expect(await people()).toMatchObject([{ tags: ['a', 'b', 'c'] }])
  })

  test('whoever signs later becomes the supporter of that row', async () => {
    await imported(program, await member(), { name: 'a.csv', content: 'email,prénom\nzoe@example.org,Zoé\n' })
    const { becomeSupporter } = await import('../../../../tests/support/signing.ts')
    await becomeSupporter(program, { email: 'zoe@example.org' })
    expect(await rows('select confirmed_on is not null as supporter, area_rank from person')).toEqual([
      { supporter: true, area_rank: 1 },
    ])
    expect(await rows("select n from supporter_tally where scope = 'total' and key = 'supporters'")).toEqual([{ n: 1 }])
  })
})

describe('undoing', () => {
  test('takes away whom nothing touched, puts back what was replaced, and leaves what was touched', async () => {
    const browser = await member()
    await imported(program, browser, {
      name: 'a.csv',
      content: 'nationbuilder_id,first_name,last_name,email\n1,Ana,Avant,ana@example.org\n',
    })
    program.clock.now = new Date(program.clock.now.getTime() + 60_000)
    const content =
      'nationbuilder_id,first_name,last_name,email\n1,Ana,Après,ana@example.org\n2,Bea,Neuve,bea@example.org\n3,Cid,Neuf,cid@example.org\n'
    const id = await imported(program, browser, { name: 'b.csv', content })
    program.clock.now = new Date(program.clock.now.getTime() + 60_000)
    const [cid] = await rows<{ id: string }>("select id from person where family_name = 'Neuf'")
    await browser.post(`/staff/people/${cid!.id}/notes`, { note: 'Rencontré hier' })
    await browser.post(`/staff/imports/${id}/undoing`)
    await stateOf(program, id, 'undone')
    expect((await people()).map(({ family_name }) => family_name)).toEqual(['Avant', 'Neuf'])
    expect(await counts(id)).toMatchObject({ taken: 2, left: 1 })
    expect((await rows<{ word: string }>('select word from name_word')).map(({ word }) => word)).not.toContain('neuve')
    expect(await rows('select word from name_slip where word not in (select word from name_word)')).toEqual([])
  })

  test('leaves who signed here since, as she signed', async () => {
    const browser = await member()
    const later = () => (program.clock.now = new Date(program.clock.now.getTime() + 60_000))
    const header = 'nationbuilder_id,first_name,last_name,email\n'
    await imported(program, browser, { name: 'a.csv', content: `${header}1,Ana,Avant,ana@example.org\n` })
    later()
    const content = `${header}1,Ana,Après,ana@example.org\n2,Bea,Neuve,bea@example.org\n3,Cid,Neuf,cid@example.org\n`
    const id = await imported(program, browser, { name: 'b.csv', content })
    later()
    const { becomeSupporter } = await import('../../../../tests/support/signing.ts')
    await becomeSupporter(program, { email: 'ana@example.org', given_name: 'Ana', family_name: 'Après-Roche' })
    await becomeSupporter(program, { email: 'bea@example.org', given_name: 'Bea', family_name: 'Neuve' })
    await browser.post(`/staff/imports/${id}/undoing`)
    await stateOf(program, id, 'undone')
    expect((await people()).map(({ given_name, family_name }) => [given_name, family_name])).toEqual([
      ['Ana', 'Après-Roche'],
      ['Bea', 'Neuve'],
    ])
    expect(await rows("select n from supporter_tally where scope = 'total' and key = 'supporters'")).toEqual([{ n: 2 }])
    expect(await counts(id)).toMatchObject({ taken: 1, left: 2 })
  })
})

test('only what was brought in is taken back, and once', async () => {
  const browser = await member()
  const file = { name: 'x.csv', content: 'email,prénom\nzoe@example.org,Zoé\n' }
  const id = await tried(program, browser, file)
  expect((await browser.post(`/staff/imports/${id}/undoing`)).statusCode).toBe(409)
  await browser.post(`/staff/imports/${id}/start`)
  await stateOf(program, id, 'done', 'failed')
  expect((await browser.post(`/staff/imports/${id}/undoing`)).statusCode).toBe(303)
  await stateOf(program, id, 'undone')
  expect((await browser.post(`/staff/imports/${id}/undoing`)).statusCode).toBe(409)
  expect(await rows('select state from import')).toEqual([{ state: 'undone' }])
})

test('after thirty days an import says how many, and nothing of anybody', async () => {
  const browser = await member()
  const content = 'email,prénom,téléphone\nzoe@example.org,Zoé,\nzorgliande,Zorgliande,\n'
  const done = await imported(program, browser, { name: 'a.csv', content })
  const left = await tried(program, browser, { name: 'b.csv', content })
  const forget = async (days: number) =>
    program.app.database.transact((tx) => forgetOldImports(tx, new Date(program.clock.now.getTime() + days * 86_400_000)))
  const telling = async () =>
    (
      await rows<{ told: string }>(
        "select 'row' as told from import_row union all select 'piece' from import_piece union all select 'sample' from import where samples <> '[]' or answers <> '[]'",
      )
    )
      .map(({ told }) => told)
      .toSorted()
  await forget(-1)
  expect(await telling()).toEqual(['piece', 'row', 'row', 'sample'])
  await forget(1)
  expect(await telling()).toEqual([])
  expect([await counts(done), await counts(left)]).toEqual([
    { created: 1, refused: 1 },
    { unchanged: 1, refused: 1 },
  ])
})

describe('files that are broken or made to harm', () => {
  test.each([
    ['nothing', 'x.csv', ''],
    ['a picture', 'x.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1])],
    ['a zip without a table', 'x.zip', Buffer.from(zipSync({ 'a.txt.exe': strToU8('x') }))],
    ['half a zip', 'x.zip', Buffer.from(zipSync({ 'a.csv': strToU8('email\n'.repeat(10_000)) })).subarray(0, 40)],
    ['no workbook', 'x.xlsx', Buffer.from(zipSync({ 'a.csv': strToU8('email\n') }))],
    ['a line that never ends', 'x.csv', `email\n"${'x'.repeat(3_000_000)}`],
  ])('%s is refused next to the field, and leaves nothing', async (_what, name, content) => {
    const answer = await upload(program, await member(), { name, content })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('field-file-error')
    expect(await rows('select 1 from import')).toHaveLength(0)
  })

  test('a workbook that unfolds into more than its limit is refused without being held', async () => {
    const bomb = Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(210 * 1024 * 1024) }, { level: 6 }))
    expect(bomb.length).toBeLessThan(1024 * 1024)
    const answer = await upload(program, await member(), { name: 'bomb.xlsx', content: bomb })
    expect(answer.statusCode).toBe(422)
  }, 60_000)

  test('byte order mark, quoted newlines, doubled headers, too few cells, formulas', async () => {
    const content =
      '\uFEFFEmail,Prénom,Email,Note\r\n"zoe@example.org","Zoé","z2@example.org","deux\r\nlignes"\r\nleo@example.org,=cmd\r\n'
    await imported(program, await member(), { name: 'x.csv', content, said: { 'map.2': 'email' } })
    const found = await people()
    expect(found).toMatchObject([
      { given_name: '=cmd', points: ['leo@example.org'] },
      { given_name: 'Zoé', points: ['z2@example.org', 'zoe@example.org'] },
    ])
    expect(await rows('select text from note')).toEqual([{ text: 'deux\r\nlignes' }])
  })

  test('rows that cannot be read are refused one by one, with the reason', async () => {
    const browser = await member()
    const id = await imported(program, browser, {
      name: 'x.csv',
      content: 'email,prénom\nnot an address,\n,\n=2+2@,Zoé\nok@example.org,Ok\n',
    })
    expect(await counts(id)).toEqual({ created: 1, refused: 3 })
    const lines = (await browser.get(`/staff/imports/${id}/refused.csv`)).body.split('\r\n')
    expect(lines).toHaveLength(5)
    expect(lines[3]).toContain("'=2+2@")
  })

  test('what could not be read of a row is told, and the rest comes in', async () => {
    const browser = await member()
    const id = await imported(program, browser, {
      name: 'x.csv',
      content:
        'email,prénom,téléphone,birth date\nzoe@example.org,Zoé,12,\nmax@example.org,Max,0612345678,1980-13-45\nlea@example.org,Léa,,\n',
    })
    expect(await counts(id)).toEqual({ created: 3, partial: 2 })
    const lines = (await browser.get(`/staff/imports/${id}/refused.csv`)).body.split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[1]).toMatch(/^1,.*zoe@example.org,Zoé,12,/)
    expect(lines[2]).toContain('1980-13-45')
    expect((await browser.get(`/staff/imports/${id}`)).body).toContain('refused.csv')
    // Who asked to be left alone since is given back to nobody.
    await rows("update person set restricted_at = now() where given_name = 'Zoé'")
    expect((await browser.get(`/staff/imports/${id}/refused.csv`)).body).not.toContain('zoe@example.org')
    // The same file again completes nobody: nothing came in, so nothing came in part.
    const again = await imported(program, browser, { name: 'x.csv', content: 'email,prénom,téléphone\nlea@example.org,Léa,12\n' })
    expect(await counts(again)).toEqual({ unchanged: 1 })
  })

  test('a header without a row is said next to the field, and leaves nothing', async () => {
    const answer = await upload(program, await member(), { name: 'empty.csv', content: 'Prénom;Nom;E-mail\n' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('field-file-error')
    expect(await rows('select 1 from import')).toEqual([])
  })

  test('UTF-16 as spreadsheets save it', async () => {
    const content = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('email\tprénom\nzoe@example.org\tZoé\n', 'utf16le')])
    await imported(program, await member(), { name: 'x.txt', content })
    expect(await people()).toMatchObject([{ given_name: 'Zoé' }])
  })
})

test('the trial writes nothing, and says what would come', async () => {
  const browser = await member()
  const id = await tried(program, browser, { name: 'x.csv', content: 'email,prénom\nzoe@example.org,Zoé\nwrong,\n' })
  expect(await people()).toHaveLength(0)
  expect(await counts(id)).toEqual({ created: 1, refused: 1 })
  const page = (await browser.get(`/staff/imports/${id}`)).body
  expect(page).toContain('zoe@example.org')
  expect(page).toContain('Nouvelles personnes')
})

test('the trial names the town that is sure, and repeats what was typed of one that is not', async () => {
  const browser = await member()
  const content = 'email;CP;Ville\nana@example.org;69003;Lyon 3ème\nbea@example.org;99999;Trifouillis\n'
  const id = await tried(program, browser, { name: 'x.csv', content })
  const [{ samples }] = (await rows('select samples from import where id = $1', [id])) as [{ samples: { town: string }[] }]
  expect(samples.map(({ town }) => town)).toEqual(['69003 Lyon', '99999 Trifouillis'])
})

test('the trial counts a person of two rows once, however far apart they stand', async () => {
  const lines = Array.from({ length: 450 }, (_, n) => `zoe${n}@example.org,Zoé,`)
  const doubled = [...lines, 'ZOE0@example.org,Zoé,Lacaze', 'zoe449@example.org,Zoé,Aubrac']
  const browser = await member()
  const id = await tried(program, browser, { name: 'x.csv', content: `email,prénom,nom\n${doubled.join('\n')}\n` })
  expect(await counts(id)).toEqual({ created: 450, updated: 2 })
  await browser.post(`/staff/imports/${id}/start`)
  await stateOf(program, id, 'done', 'failed')
  expect(await counts(id)).toEqual({ created: 450, updated: 2 })
})

test('a row with only a number is of whom an earlier row brought with an address too, in the trial as well', async () => {
  const rows = ['zoe@example.org,Zoé,Durand,04 78 00 00 00', ',Zoé,Durand,04 78 00 00 00', ',Max,Durand,04 78 00 00 00']
  const browser = await member()
  const id = await tried(program, browser, { name: 'x.csv', content: `email,prénom,nom,téléphone\n${rows.join('\n')}\n` })
  expect(await counts(id)).toMatchObject({ created: 2 })
  await browser.post(`/staff/imports/${id}/start`)
  await stateOf(program, id, 'done', 'failed')
  expect(await counts(id)).toEqual({ created: 2, unchanged: 1 })
})
