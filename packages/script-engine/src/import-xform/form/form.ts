import type { SourceSlice, XmlElement } from '@caruso/language';

/** What a form says of a node beside its value. */
export interface Bind {
  readonly type: string;
  readonly relevant: SourceSlice | undefined;
  readonly required: SourceSlice | undefined;
  readonly requiredMessage: SourceSlice | undefined;
  readonly constraint: SourceSlice | undefined;
  readonly constraintMessage: SourceSlice | undefined;
  readonly readonly: SourceSlice | undefined;
  readonly calculate: SourceSlice | undefined;
  readonly preload: SourceSlice | undefined;
  readonly preloadParameter: string | undefined;
}

/** A node of the form: a value, a group, or all instances of a repeat. */
export interface FormNode {
  readonly name: string;
  /** `/data/person/name`, without positions. */
  readonly path: string;
  readonly parent: FormNode | undefined;
  readonly children: FormNode[];
  /** Its element where it first stands. */
  readonly element: XmlElement;
  bind: Bind | undefined;
  /** What a `setvalue` puts in when the form is begun. */
  preset: Preset | undefined;
  /** Set for the nodes of a repeat. */
  repeat: Repeat | undefined;
}

interface Preset {
  readonly expression: SourceSlice | undefined;
  readonly text: string;
}

interface Repeat {
  readonly count: SourceSlice | undefined;
  /** Whether nobody may add or remove instances. */
  readonly fixed: boolean;
}

/** A control of the body, or a group of them. */
export interface Control {
  readonly element: XmlElement;
  /** The local name of the element: `input`, `select1`, `group`, … */
  readonly kind: string;
  readonly node: FormNode | undefined;
  readonly children: readonly Control[];
}

/** What a text is in each language, as the elements whose content it is. */
export type ItextValues = ReadonlyMap<string, readonly XmlElement[]>;

export interface Form {
  readonly title: string;
  /** The element of the data in the primary instance. */
  readonly data: XmlElement;
  readonly root: FormNode;
  readonly nodes: ReadonlyMap<string, FormNode>;
  /** The secondary instances by their id. */
  readonly instances: ReadonlyMap<string, XmlElement>;
  /** Texts by their id, then by language as the form calls it. */
  readonly itext: ReadonlyMap<string, ItextValues>;
  /** As the form calls them, the default first. */
  readonly languages: readonly string[];
  readonly controls: readonly Control[];
}
