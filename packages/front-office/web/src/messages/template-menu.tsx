import { Button, Menu } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { FilledTemplate } from '../../../src/api-types.js';
import { languageName } from '../format/language-name.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { ActionMenu } from '../shared/action-menu.js';

export interface TemplateMenuProps {
  readonly templates: readonly FilledTemplate[];
  readonly onChoose: (text: string) => void;
}

/** The texts that can be chosen for an answer, by language where there are several. */
export function TemplateMenu({ templates, onChoose }: TemplateMenuProps) {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const languages = [...new Set(templates.map(({ language }) => language))];
  return (
    <ActionMenu
      opened={opened}
      onOpened={setOpened}
      position="top-start"
      button={button}
      target={(onKeyDown) => (
        <Button
          ref={button}
          size="compact-xs"
          variant="default"
          leftSection={<IconTemplate size={14} aria-hidden />}
          onKeyDown={onKeyDown}
        >
          Insert a text
        </Button>
      )}
    >
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
    </ActionMenu>
  );
}
