import type { Purpose } from '../ledger/index.ts'

/** To be in the file. A signature is this consent (GDPR art. 9(2)(a)); it ends with the person. */
export const SUPPORT: Purpose = {
  key: 'support',
  channels: ['file'],
  basis: 'explicit-consent',
  name: { fr: 'Soutien', en: 'Support', es: 'Apoyo' },
  wordings: [
    {
      fr: 'En signant, je demande à figurer parmi les appuis du mouvement « {movement} ». Cela révèle une opinion politique : mon nom n’est montré à personne, et je peux tout faire effacer quand je veux.',
      en: 'By signing I ask to be counted among the supporters of {movement}. This reveals a political opinion: my name is shown to no one, and I can have everything erased whenever I like.',
      es: 'Al firmar pido figurar entre quienes apoyan al movimiento «{movement}». Esto revela una opinión política: mi nombre no se muestra a nadie y puedo hacer que se borre todo cuando quiera.',
    },
  ],
  asked: [],
  leavesAlone: false,
  renewed: null,
  selects: false,
}

export const NEWS: Purpose = {
  key: 'news',
  channels: ['email'],
  basis: 'explicit-consent',
  name: { fr: 'Nouvelles', en: 'News', es: 'Noticias' },
  wordings: [
    {
      fr: 'Je veux recevoir par e-mail les nouvelles du mouvement « {movement} ».',
      en: 'I want to get news from {movement} by e-mail.',
      es: 'Quiero recibir por correo electrónico las noticias del movimiento «{movement}».',
    },
  ],
  asked: ['signing', 'account', 'paper', 'import', 'program'],
  end: {
    fr: 'Ne plus recevoir de nouvelles par e-mail',
    en: 'Get no more news by e-mail',
    es: 'No recibir más noticias por correo',
  },
  leavesAlone: true,
  renewed: null,
  ofWholeFiles: true,
  columns: {
    yes: {
      email_opt_in: 'nationbuilder',
      newsletter: 'plain',
      infolettre: 'plain',
      news: 'plain',
      'opt in': 'plain',
      'opt-in': 'plain',
      optin: 'plain',
      abonné: 'plain',
      abonnée: 'plain',
      abonné·e: 'plain',
      'accepte les nouvelles': 'plain',
      'accepte les e-mails': 'plain',
      'accepte les mails': 'plain',
      subscribed: 'plain',
      'wants news': 'plain',
      'agrees to news': 'plain',
      boletín: 'plain',
      boletin: 'plain',
      'acepta noticias': 'plain',
      'acepta correos': 'plain',
      suscrito: 'plain',
    },
    no: {
      'do not email': 'civicrm',
      'no bulk emails (user opt out)': 'civicrm',
      do_not_email: 'civicrm',
      is_opt_out: 'civicrm',
    },
  },
  selects: false,
  unnamed: true,
}

export const CALLS: Purpose = {
  key: 'calls',
  channels: ['sms', 'voice'],
  basis: 'explicit-consent',
  name: { fr: 'SMS et appels', en: 'Texts and calls', es: 'SMS y llamadas' },
  wordings: [
    {
      fr: 'J’accepte que le mouvement « {movement} » m’appelle ou m’envoie des SMS.',
      en: 'I agree that {movement} may call me or send me text messages.',
      es: 'Acepto que el movimiento «{movement}» me llame o me envíe SMS.',
    },
  ],
  asked: ['signing', 'account', 'paper', 'import', 'program'],
  end: {
    fr: 'Ne plus être appelé·e ni recevoir de SMS',
    en: 'Get no more calls or text messages',
    es: 'No recibir más llamadas ni SMS',
  },
  leavesAlone: true,
  renewed: null,
  columns: {
    yes: {
      mobile_opt_in: 'nationbuilder',
      can2_sms_status: 'action-network',
      'accepte les appels': 'plain',
      'accepte les sms': 'plain',
      sms: 'plain',
      calls: 'plain',
      'agrees to calls': 'plain',
      'acepta llamadas': 'plain',
    },
    no: {
      do_not_call: 'nationbuilder',
      federal_donotcall: 'nationbuilder',
      'do not phone': 'civicrm',
      'do not sms': 'civicrm',
      do_not_phone: 'civicrm',
      do_not_sms: 'civicrm',
    },
  },
  selects: false,
}

/**
 * That messages of politics are chosen for her by what she told of herself: asked apart from all else (Regulation (EU) 2024/900 art. 18(1)(b),
 * docs/law/political-advertising.md).
 */
export const ADVERTISING: Purpose = {
  key: 'political-advertising',
  channels: ['email', 'sms', 'voice'],
  basis: 'explicit-consent',
  name: { fr: 'Messages choisis pour elle', en: 'Messages chosen for her', es: 'Mensajes elegidos para ella' },
  wordings: [
    {
      fr: 'J’accepte que le mouvement « {movement} » choisisse les messages politiques qu’il m’envoie d’après ce que je lui ai dit de moi : ma commune, mes groupes, ce que j’ai fait avec lui. Sans cet accord, je reçois les mêmes messages que tout le monde.',
      en: 'I agree that {movement} chooses the political messages it sends me by what I told it about myself: my town, my groups, what I did with it. Without this I get the same messages as everybody.',
      es: 'Acepto que el movimiento «{movement}» elija los mensajes políticos que me envía según lo que le he contado de mí: mi municipio, mis grupos, lo que hice con él. Sin este acuerdo recibo los mismos mensajes que todo el mundo.',
    },
  ],
  asked: ['account'],
  end: {
    fr: 'Ne plus choisir de messages pour moi',
    en: 'Choose no more messages for me',
    es: 'No elegir más mensajes para mí',
  },
  leavesAlone: false,
  renewed: null,
  selects: true,
}
