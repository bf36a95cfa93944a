/** Contrast at least 4.5, targets at least 44 pixels, and nothing that moves for who wants no motion. */
export const STYLES = `
:host { all: initial; }
* { box-sizing: border-box; }
.frame { --ink: #16202b; --main: #0b4f8a; --line: #5b6773; --soft: #eef2f6; --error: #b3121d;
  position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483000; color: var(--ink); font: 16px/1.45 system-ui, sans-serif; }
button { min-height: 44px; padding: .5rem 1rem; border: 2px solid var(--main); border-radius: 8px; font: inherit; color: var(--main);
  background: #fff; cursor: pointer; }
button.main { color: #fff; background: var(--main); font-weight: 700; }
button:disabled { cursor: default; opacity: .6; }
:focus-visible { outline: 3px solid #ffbf00; outline-offset: 2px; box-shadow: 0 0 0 2px #16202b; }
.launcher { border-radius: 28px; min-height: 56px; padding: 0 1.5rem; box-shadow: 0 2px 10px rgb(0 0 0 / .3); }
.window { display: flex; flex-direction: column; width: min(24rem, calc(100vw - 2rem)); height: min(36rem, calc(100vh - 2rem));
  background: #fff; border: 1px solid var(--line); border-radius: 12px; box-shadow: 0 4px 24px rgb(0 0 0 / .3); overflow: hidden; }
[hidden] { display: none !important; }
header { display: flex; align-items: center; justify-content: space-between; gap: .5rem; padding: .25rem .5rem .25rem 1rem;
  color: #fff; background: #16324a; }
h2 { margin: 0; font-size: 1.125rem; }
header button { border-color: transparent; color: #fff; background: transparent; padding: .5rem .75rem; }
.standing { margin: 0; padding: .5rem 1rem; background: var(--soft); border-bottom: 1px solid #cdd5dd; font-size: .9375rem; }
.log { flex: 1; padding: .75rem 1rem; overflow-y: auto; overscroll-behavior: contain; }
ol { margin: 0; padding: 0; list-style: none; }
li { max-width: 85%; margin: 0 0 .75rem; }
li.visitor { margin-left: auto; }
.who { display: block; font-size: .8125rem; color: #4a5560; }
.visitor .who { text-align: right; }
.text { display: block; padding: .5rem .75rem; border-radius: 10px; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; }
.visitor .text { color: #fff; background: var(--main); }
.file { display: block; max-width: 100%; margin-top: .25rem; text-align: left; text-decoration: underline; overflow-wrap: anywhere; }
.visitor .file { margin-left: auto; }
.attach { padding: .5rem; line-height: 0; }
.pending .text { color: var(--ink); background: #fff; border: 1px dashed var(--line); }
.typing { min-height: 1.5rem; margin: 0; padding: 0 1rem; font-size: .875rem; color: #4a5560; }
.asked { display: flex; align-items: center; gap: .5rem; padding: .5rem 1rem; background: #fff4ce; }
.asked p { flex: 1; margin: 0; }
.error { margin: 0; padding: .25rem 1rem; color: var(--error); font-weight: 700; }
form { display: flex; align-items: flex-end; gap: .5rem; padding: .5rem; border-top: 1px solid #cdd5dd; }
label { flex: 1; font-size: .8125rem; color: #4a5560; }
label textarea { margin-top: 6px; }
textarea { display: block; width: 100%; min-height: 44px; max-height: 8rem; padding: .5rem; border: 2px solid var(--line); border-radius: 8px;
  font: 16px/1.4 system-ui, sans-serif; color: var(--ink); background: #fff; resize: none; field-sizing: content; }
.over { padding: .5rem; border-top: 1px solid #cdd5dd; text-align: center; }
@media (max-width: 30rem) {
  .frame { inset: auto .5rem .5rem auto; }
  .window { width: calc(100vw - 1rem); height: calc(100vh - 1rem); }
}
@media (forced-colors: active) { .text { border: 1px solid; } }
`;
