import type { CallOptions, Stub } from '@caruso/core';
import type { ComparisonOp } from '@caruso/storage-manager/contract';
import type { BusinessObjects, Entity } from '../contract.js';

/** An object type as `caruso model types` writes it. */
interface TypeDescription {
  readonly values: object;
  readonly key: string;
  readonly links: object;
  readonly creation: object;
  readonly changes: object;
}

type Described<Types> = { readonly [Name in keyof Types]: TypeDescription };

/** An object whose attributes and links are known. */
export type TypedEntity<Types extends Described<Types>, Name extends keyof Types> = Omit<
  Entity,
  'object' | 'values' | 'links'
> & {
  readonly object: Name;
  readonly values: Types[Name]['values'];
  readonly links: {
    readonly [Link in keyof Types[Name]['links']]?: Types[Name]['links'][Link] extends keyof Types
      ? readonly TypedEntity<Types, Types[Name]['links'][Link]>[]
      : never;
  };
};

/** A filter over attributes and links that are known, with values of their types. */
export type TypedFilter<Values extends object> =
  | { readonly all: readonly TypedFilter<Values>[] }
  | { readonly any: readonly TypedFilter<Values>[] }
  | { readonly not: TypedFilter<Values> }
  | {
      readonly [Member in keyof Values]:
        | { readonly attribute: Member; readonly op: ComparisonOp; readonly value: Values[Member] }
        | { readonly attribute: Member; readonly op: 'in'; readonly values: readonly Values[Member][] }
        | { readonly attribute: Member; readonly op: 'isNull' | 'notNull' };
    }[keyof Values];

type Member<Values extends object> = Extract<keyof Values, string>;

interface TypedSearch<Type extends TypeDescription> {
  readonly where?: TypedFilter<Type['values']>;
  readonly search?: string;
  readonly sort?: readonly (Member<Type['values']> | `-${Member<Type['values']>}`)[];
  readonly limit?: number;
  readonly after?: string;
  readonly include?: readonly (Member<Type['links']> | `${Member<Type['links']>}.${string}`)[];
}

/** The operations of `BusinessObjects` for object types that are known. */
export interface TypedObjects<Types extends Described<Types>> {
  get<Name extends Extract<keyof Types, string>>(
    input: { readonly object: Name; readonly key: string } & Pick<TypedSearch<Types[Name]>, 'include'>,
    options?: CallOptions,
  ): Promise<TypedEntity<Types, Name> | null>;
  find<Name extends Extract<keyof Types, string>>(
    input: { readonly object: Name } & TypedSearch<Types[Name]>,
    options?: CallOptions,
  ): Promise<{ readonly items: readonly TypedEntity<Types, Name>[]; readonly next?: string | undefined }>;
  create<Name extends Extract<keyof Types, string>>(
    input: { readonly object: Name; readonly values: Types[Name]['creation'] },
    options?: CallOptions,
  ): Promise<TypedEntity<Types, Name>>;
  update<Name extends Extract<keyof Types, string>>(
    input: {
      readonly object: Name;
      readonly key: string;
      readonly version: string;
      readonly changes: Types[Name]['changes'];
    },
    options?: CallOptions,
  ): Promise<TypedEntity<Types, Name>>;
  delete<Name extends Extract<keyof Types, string>>(
    input: { readonly object: Name; readonly key: string; readonly version: string },
    options?: CallOptions,
  ): Promise<object>;
}

/**
 * The same business objects, seen with the types that `caruso model types` has written for the model.
 *
 * @example
 * ```ts
 * const objects = typedObjects<ShopObjects>(running.get(BusinessObjects));
 * const { items } = await objects.find({ object: 'Customer', where: { attribute: 'city', op: 'eq', value: 'Graz' } });
 * ```
 */
export function typedObjects<Types extends Described<Types>>(
  objects: Stub<typeof BusinessObjects>,
): TypedObjects<Types> {
  return objects as unknown as TypedObjects<Types>;
}
