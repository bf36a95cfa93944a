/** The stylesheet of the pages: contrast at least 4.5, targets at least 44 pixels high, and it grows with the letters. */
export const PAGE_STYLE = `
:root { color-scheme: light; --ink: #16202b; --link: #0b4f8a; --error: #b3121d; --line: #5b6773; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 1.125rem/1.5 system-ui, sans-serif; }
header { padding: 1rem; background: #16324a; }
header a { color: #fff; font-weight: 700; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { margin: 0 0 1rem; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; }
legend, .question { padding: 0; font-size: 1.75rem; font-weight: 700; line-height: 1.25; }
legend h1, .question h1 { margin-bottom: .5rem; }
fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
a { color: var(--link); }
.hint { margin: 0 0 .5rem; color: #4a5560; }
.field { margin: 1rem 0; }
.field label { display: block; }
input:not([type=radio]):not([type=checkbox]), textarea {
  width: 100%; max-width: 28rem; min-height: 2.75rem; padding: .4rem .6rem; border: 2px solid var(--line);
  border-radius: 0; font: inherit; color: inherit; background: #fff;
}
input.short { max-width: 6rem; }
.parts { display: flex; flex-wrap: wrap; gap: 0 1rem; }
.choice { display: flex; align-items: flex-start; gap: .75rem; min-height: 2.75rem; padding: .4rem 0; }
.choice input { width: 1.6rem; height: 1.6rem; margin: 0; flex: none; }
[aria-invalid=true] { border-color: var(--error) !important; }
.error { margin: .5rem 0; color: var(--error); font-weight: 700; }
.summary { margin: 0 0 2rem; padding: 1rem; border: 4px solid var(--error); }
.summary.doubt, .note { border-color: var(--link); }
.note { margin: 0 0 2rem; padding: 1rem; border: 2px solid var(--link); }
.summary h2 { margin-top: 0; }
.summary a { color: var(--error); font-weight: 700; }
.summary.doubt a { color: var(--link); }
button {
  min-height: 2.75rem; margin: .5rem .75rem .5rem 0; padding: .5rem 1.25rem; border: 2px solid var(--link);
  font: inherit; color: var(--link); background: #fff; cursor: pointer;
}
button.main { color: #fff; background: var(--link); font-weight: 700; }
:focus-visible { outline: 3px solid #ffbf00; outline-offset: 2px; box-shadow: 0 0 0 2px #16202b; }
dl { margin: 0; }
dt { font-weight: 700; }
dd { margin: 0 0 .75rem; }
ul.plain { padding: 0; list-style: none; }
`;
