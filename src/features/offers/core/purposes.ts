import type { Purpose } from '#people'
import type { Whom } from './tables.ts'

const shown = {
  channels: ['shown'],
  basis: 'explicit-consent',
  asked: [],
  leavesAlone: false,
  renewed: null,
  selects: false,
} as const

/** To whom she shows what she can do. */
export const SHOWN_TO: Record<Whom, Purpose> = {
  organisers: {
    ...shown,
    key: 'offer-organisers',
    name: { fr: 'Offre montrée aux groupes', en: 'Offer shown to groups', es: 'Oferta mostrada a los grupos' },
    wordings: [
      {
        fr: 'Je le montre aux animatrices et animateurs des groupes de {movement} autour de moi, avec mon prénom et ma commune.',
        en: 'I show it to organisers of groups of {movement} around me, with my first name and town.',
        es: 'Lo muestro a quienes animan grupos de {movement} cerca de mí, con mi nombre de pila y mi municipio.',
      },
    ],
  },
  staff: {
    ...shown,
    key: 'offer-staff',
    name: { fr: 'Offre montrée à l’équipe', en: 'Offer shown to the team', es: 'Oferta mostrada al equipo' },
    wordings: [
      {
        fr: 'Je le montre à l’équipe de {movement} dans mon département, avec mon prénom et ma commune.',
        en: 'I show it to the team of {movement} in my department, with my first name and town.',
        es: 'Lo muestro al equipo de {movement} en mi departamento, con mi nombre de pila y mi municipio.',
      },
    ],
  },
}
