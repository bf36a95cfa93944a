import { z } from 'zod';

const attributes = z.array(z.string().min(1)).readonly().optional();

/** Where customers are found by what they call or write from. */
export const CustomerDefinition = z.strictObject({
  /** The type of business objects that customers are. */
  object: z.string().min(1),
  /** Its attributes with telephone numbers. */
  phones: attributes,
  /** Its attributes with mail addresses. */
  mails: attributes,
  /** Digits of the country whose national numbers (`0221…`) are stored, e.g. `49`. */
  countryCode: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'the digits of a country are expected, such as 49')
    .optional(),
  /** Its attribute with the id of the agent who looks after the customer. */
  owner: z.string().min(1).optional(),
});
export type CustomerDefinition = z.infer<typeof CustomerDefinition>;
