import { useState } from 'react';
import { preferredLanguage } from '../wording/wording-of.js';

const KEY = 'caruso.language';

/** The language a visitor chose here before, or the one his browser asks for. */
export function useVisitorLanguage(): readonly [language: string, choose: (language: string) => void] {
  const [language, setLanguage] = useState(
    () => window.localStorage.getItem(KEY) ?? preferredLanguage(window.navigator.languages),
  );
  return [
    language,
    (chosen) => {
      window.localStorage.setItem(KEY, chosen);
      setLanguage(chosen);
    },
  ];
}
