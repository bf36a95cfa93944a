/** The column as text that is compared character by character, with upper and lower case and blanks at the end. */
export const exactText = (column: string) => `CONVERT(${column} USING utf8mb4) COLLATE utf8mb4_nopad_bin`;

/** The column as the text that the server makes of it. */
export const asChar = (column: string) => `CAST(${column} AS CHAR)`;
/** Makes the function that turns a parameter into a type. */
export const cast = (type: string) => (placeholder: string) => `CAST(${placeholder} AS ${type})`;
