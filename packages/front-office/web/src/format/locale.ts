/** The locale of the desktops, whose wording is English; dialogs bring the language of their script. */
export const DESKTOP_LOCALE = 'en-GB';
