import { Button, Menu } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import type { FilledTemplate } from '../../../src/api-types.js';
import { languageName } from '../format/language-name.js';
import { DESKTOP_LOCALE } from '../format/locale.js';

export interface TemplateMenuProps {
  readonly templates: readonly FilledTemplate[];
  readonly onChoose: (text: string) => void;
}

/** The texts that can be chosen for an answer, by language where there are several. */
export function TemplateMenu({ templates, onChoose }: TemplateMenuProps) {
  const languages = [...new Set(templates.map(({ language }) => language))];
  return (
    <Menu position="top-start" withinPortal>
      <Menu.Target>
        <Button size="compact-xs" variant="default" leftSection={<IconTemplate size={14} aria-hidden />}>
          Insert a text
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((language) => (
          <div key={language}>
            {languages.length > 1 && <Menu.Label>{languageName(language, DESKTOP_LOCALE)}</Menu.Label>}
            {templates
              .filter((template) => template.language === language)
              .map(({ id, label, text }) => (
                <Menu.Item key={id} lang={language} onClick={() => onChoose(text)}>
                  {label}
                </Menu.Item>
              ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
