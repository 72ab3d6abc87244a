/** What the catalogue's pages say of each demo app, in Markdown, by slug. */
export const demoDescriptions: Record<string, { en: string; nl: string }> = {
  'paperclip-notes': {
    en: `Press a key, write it down, go on. A note stays clipped to the window you were in and comes back with it.

- Notes stay on your Mac; nothing is sent anywhere.
- Find any note again with a word from it.`,
    nl: `Druk op een toets, schrijf het op en ga verder. Een notitie blijft vastzitten aan het venster waarin je bezig was en komt daarmee terug.

- Notities blijven op je Mac; er wordt niets verstuurd.
- Je vindt elke notitie terug met een woord eruit.`,
  },
  'tea-timer': {
    en: `Green tea takes two minutes, black tea four, a proper break ten. One click in the menu bar starts the clock; a soft chime ends it.`,
    nl: `Groene thee duurt twee minuten, zwarte vier en een echte pauze tien. Eén klik in de menubalk start de klok; een zacht belletje sluit af.`,
  },
  swatchbook: {
    en: `The house colours, always the right ones. Pick a colour anywhere on the screen, see which house colour comes closest, and check whether text on it can be read.

Approval is needed because the number of licences is limited.`,
    nl: `De huiskleuren, en altijd de juiste. Kies ergens op het scherm een kleur, zie welke huiskleur het dichtst in de buurt komt en controleer of tekst erop leesbaar is.

Goedkeuring is nodig omdat het aantal licenties beperkt is.`,
  },
  'measure-up': {
    en: `Drag over anything on your screen and read its size, in pixels, points or centimetres. Guides stay where you leave them.`,
    nl: `Sleep over iets op je scherm en lees de maat af, in pixels, punten of centimeters. Hulplijnen blijven staan waar je ze laat.`,
  },
  'quiet-hours': {
    en: `Rain, a distant café or nothing at all. Quiet Hours covers the noise of an open office and tells you kindly when the working day is over.`,
    nl: `Regen, een café in de verte of helemaal niets. Quiet Hours dekt het rumoer van een open kantoor af en zegt je vriendelijk wanneer de werkdag erop zit.`,
  },
  'desk-finder': {
    en: `A plan of the office with the desks that are free today, and where your team sits. Book one before you leave home.

Approval is needed because it shows where colleagues sit.`,
    nl: `Een plattegrond van het kantoor met de bureaus die vandaag vrij zijn en waar je team zit. Reserveer er een voordat je van huis gaat.

Goedkeuring is nodig omdat de app laat zien waar collega's zitten.`,
  },
}
