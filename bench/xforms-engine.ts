import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';

/** What the engine of ODK Web Forms wants to find of a browser. */
const CLASSES = ['DOMParser', 'XMLSerializer', 'Node', 'Element', 'Document', 'Attr', 'Text'] as const;

/** What a node of a form answers to. */
export interface FormNode {
  readonly nodeType: string;
  readonly currentState: {
    readonly reference: string;
    readonly relevant: boolean;
    readonly label: { readonly asString: string } | null;
    readonly children: readonly FormNode[] | null;
  };
  readonly validationState: { readonly violation?: unknown };
  setValue?(value: string): unknown;
}

const { window } = new JSDOM('', { url: 'http://localhost/' });

/**
 * Loads a form into the engine of ODK Web Forms. It is made for browsers, and runs without one when it finds the classes of a
 * document; while it is loaded also a document, and the two names of CommonJS that its parser of expressions looks for.
 */
export async function loadForm(xml: string): Promise<FormNode> {
  const classes = Object.fromEntries(CLASSES.map((name) => [name, window[name]]));
  const whileLoaded = {
    document: window.document,
    __dirname: import.meta.dirname,
    require: createRequire(import.meta.url),
  };
  Object.assign(globalThis, classes, whileLoaded);
  try {
    const engine = await import('@getodk/xforms-engine');
    const form = await engine.loadForm(xml);
    if (form.status === 'failure') throw form.error;
    return form.createInstance().root as unknown as FormNode;
  } finally {
    for (const name of Object.keys(whileLoaded)) Reflect.deleteProperty(globalThis, name);
  }
}
