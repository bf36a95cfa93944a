import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#eef7f8',
  '#d9ecee',
  '#b1d9dd',
  '#84c4cb',
  '#5fb1ba',
  '#3f99a4',
  '#27808c',
  '#17616b',
  '#114f58',
  '#0b3d44',
];

/** Calm and dense: small type, thin borders, one accent colour. */
export const theme = createTheme({
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: 7,
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif',
  headings: { fontFamily: 'inherit', fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // The one thing to do next is bold; what else could be done is not.
    Button: {
      styles: (_theme: unknown, { variant }: { readonly variant?: string }) => ({
        label: { fontWeight: variant === 'default' || variant === 'subtle' ? 500 : 600 },
      }),
    },
    Input: { defaultProps: { variant: 'default' } },
    Notification: { styles: { description: { color: 'var(--mantine-color-text)' } } },
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 320, openDelay: 200 } },
    Badge: { styles: { label: { textTransform: 'none', fontWeight: 600 } } },
  },
});

/** Secondary text dark enough to be read on grey and white (4.5:1 and more, where Mantine's own is below). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#51606c',
    '--mantine-color-placeholder': '#66727d',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-text': '#1c262e',
  },
  dark: {},
});
