/**
 * Names of a country, made up: those that are frequent, then a long tail put together of the parts that names of the country are
 * made of. A rank weighs as such lists weigh (Zipf-Mandelbrot): the first family name is that of three or four in a thousand, as
 * in the files of names of INSEE, and most names are rare.
 */
type Ranked = { name: string; weight: number }

const GIVEN = `
Marie Jeanne Camille Claire Sophie Nathalie Isabelle Françoise Catherine Sylvie Anne Julie Sarah Léa Manon Chloé Emma
Lucie Inès Laura Céline Sandrine Valérie Christine Véronique Martine Monique Nicole Jacqueline Hélène Pauline Marion
Mathilde Charlotte Juliette Louise Alice Jade Lina Nina Rose Anna Eva Zoé Romane Agathe Margaux Clara Élise Élodie
Aurélie Émilie Mélanie Stéphanie Virginie Laetitia Delphine Karine Corinne Brigitte Chantal Danielle Colette Odette
Simone Yvette Ginette Paulette Denise Geneviève Thérèse Bernadette Agnès Béatrice Cécile Florence Laurence Patricia
Dominique Muriel Carole Fabienne Pascale Annie Josiane Mireille Solange Yolande Odile Maryse Régine Liliane Lucienne
Suzanne Madeleine Marguerite Germaine Yvonne Henriette Raymonde Andrée Fatima Khadija Amina Nadia Samira Leïla Yasmine
Sofia Myriam Aïcha Malika Zineb Houria Fatou Aminata Mariam Awa Kadiatou Rokia Fanta Assa Binta Linh Mai Thuy Mei Hoa
Ana Maria Carmen Rosa Pilar Dolores Teresa Lucia Elena Paola Giulia Chiara Ingrid Astrid Karin Heidi Gwenaëlle Nolwenn
Maëlle Soazig Rozenn Enora Maïwenn Maialen Amaia Estelle Noémie Anaïs Justine Morgane Océane Clémence Constance Capucine
Apolline Ambre Lou Lila Salomé Esther Judith Rachel Rebecca Déborah Noa Irène Olga Natacha Sonia Katia Irina Milena Jean
Pierre Michel André Philippe Alain Bernard Jacques Daniel Patrick Gérard Claude Christian François Éric Laurent Frédéric
Nicolas David Christophe Stéphane Olivier Thierry Pascal Bruno Didier Marc Serge Yves Gilles Denis Hervé Luc Guy Roger
Robert René Georges Marcel Raymond Maurice Henri Louis Paul Charles Joseph Albert Lucien Fernand Gaston Léon Émile
Antoine Thomas Julien Alexandre Maxime Kévin Anthony Jérémy Romain Guillaume Sébastien Vincent Benjamin Mathieu Florian
Clément Quentin Valentin Adrien Alexis Hugo Lucas Nathan Théo Louka Enzo Léo Gabriel Raphaël Arthur Jules Adam Noah
Ethan Sacha Tom Timéo Axel Baptiste Bastien Simon Samuel Victor Martin Augustin Gaspard Basile Achille Côme Malo Gaël
Loïc Yann Erwan Ronan Tanguy Goulven Mikel Xabi Peio Mohamed Ahmed Karim Mehdi Rachid Saïd Youssef Hamza Bilal Ismaël
Idriss Ibrahim Moussa Mamadou Amadou Ousmane Cheikh Souleymane Abdoulaye Boubacar Sékou Lamine Hassan Ali Omar Tariq
Farid Nabil Sami Walid Pedro Manuel Antonio José Carlos Miguel João Paulo Marco Giovanni Luigi Andrea Hans Klaus Jürgen
Piotr Andrzej Milan Goran Dragan Vladimir Sergueï Duc Minh Tuan Wei Jun Rayan Aymeric Thibault Corentin Mathis Robin
Rémi Fabien Cédric Ludovic Arnaud Régis Fabrice Franck Joël Gilbert Francis Roland Noël Edmond Firmin Honoré`

const FAMILY = `
Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David Bertrand
Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier Blanc Guérin
Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu
Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière
Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger
Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq
Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet Vasseur
Perez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier Marty Aubry Guyot Carré Charles Renault Charpentier Ménard
Maillard Baron Bertin Bailly Hervé Schneider Fernandez Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Cousin
Germain Breton Besson Langlois Rémy Pelletier Léveque Perrier Leblanc Barré Lebrun Marchal Weber Mallet Hamon Boulanger
Jacob Monnier Michaud Rodriguez Guichard Gillet Étienne Grondin Poulain Tessier Chevallier Collin Chauvin Bouchet Gay
Lemaître Bénard Maréchal Humbert Reynaud Antoine Hoarau Perret Barthélemy Cordier Pichon Lejeune Gilbert Lamy Delaunay
Pasquier Carlier Laporte Diallo Traoré Coulibaly Cissé Diop Ndiaye Keïta Camara Konaté Touré Sow Ba Nguyen Tran Pham Lê
Benali Haddad Bouzid Mansouri Saïdi Belkacem Cherif Hamidi Amrani Yilmaz Kaya Demir Da_Silva Ferreira Pereira Gomes
Rossi Ferrari Kowalski Nowak Etchegaray Ibarra Le_Gall Le_Goff Kerbrat Jaffré Guivarch Quéméneur Ximenez Ouedraogo
Zerbib Aubrac`

const BEGINNINGS =
  'Aub Bel Bar Beau Bouch Bourd Briss Cam Cass Castel Chab Cham Chap Clav Cour Dar Del Desm Dor Du Escal Faug Font Four Gal Gar Gir Gouj Gran Jour Lab Lac Lag Land Lav Mal Marc Maz Mont Nav Nog Pal Pell Pin Pont Puj Rav Rib Roch Roum Sab Salv Serr Tail Tarn Teyss Tour Val Verd Vill Vign'
const ENDINGS =
  'ac ade aille ain al and ard as at aud ault aux é el ence ent erie et ette euil ey ian iat ier ières in ine ol on onne ot ou oul oux y'

/** As often as a name of that rank is met. `flat`: how many at the head are met about as often. */
const weighed = (names: string[], { flat, steep }: { flat: number; steep: number }): Ranked[] =>
  names.map((name, rank) => ({ name, weight: (rank + flat) ** -steep }))

const words = (text: string) => text.trim().split(/\s+/)

/** Given names, of all generations and of those who came from elsewhere. */
export const givenNames = (): Ranked[] => weighed(words(GIVEN), { flat: 25, steep: 0.9 })

/** Family names: `_` stands for the space in those of two words. */
export function familyNames(): Ranked[] {
  const known = words(FAMILY).map((name) => name.replace('_', ' '))
  // Taken across both lists, so that what is met most often does not all begin alike.
  const [begins, ends] = [words(BEGINNINGS), words(ENDINGS)]
  const tail = ends.flatMap((_, turn) => begins.map((begin, n) => begin + ends[(n * 7 + turn) % ends.length]!))
  return weighed([...new Set([...known, ...tail])], { flat: 40, steep: 0.8 })
}
