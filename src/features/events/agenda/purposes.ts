import type { Purpose } from '#people'

/** The week's events near her, by mail. */
export const WEEKLY: Purpose = {
  key: 'weekly',
  channels: ['email'],
  basis: 'explicit-consent',
  name: { fr: 'L’e-mail du jeudi', en: 'Thursday’s email', es: 'El correo del jueves' },
  wordings: [
    {
      fr: 'J’accepte que {movement} m’écrive chaque jeudi ce qui se passe près de chez moi. J’arrête quand je veux, d’un clic.',
      en: 'I agree that {movement} writes to me each Thursday what happens near me. I stop it when I like, with one click.',
      es: 'Acepto que {movement} me escriba cada jueves lo que pasa cerca de mí. Lo dejo cuando quiera, con un clic.',
    },
  ],
  asked: [],
  end: { fr: 'Ne plus recevoir l’e-mail du jeudi', en: 'Stop Thursday’s email', es: 'No recibir más el correo del jueves' },
  leavesAlone: false,
  renewed: null,
  // Near whom, and of what kind, she chose herself, for this.
  selects: false,
}
