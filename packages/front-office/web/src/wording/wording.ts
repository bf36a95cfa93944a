/** What the applications say around the wording of a script. */
export interface Wording {
  readonly locale: string;
  readonly yes: string;
  readonly no: string;
  readonly continue: string;
  readonly skip: string;
  readonly back: string;
  readonly confirm: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postalCode: string;
  readonly city: string;
  readonly chooseSeveral: string;
  readonly answersSoFar: string;
  readonly alsoPossible: string;
  readonly services: string;
  readonly welcome: string;
  readonly start: string;
  readonly goOn: string;
  readonly openDialogs: string;
  readonly startedOn: string;
  readonly noServices: string;
  readonly logInForServices: string;
  readonly language: string;
  readonly logIn: string;
  readonly logOut: string;
  readonly logInName: string;
  readonly password: string;
  readonly showPassword: string;
  readonly wrongLogIn: string;
  readonly logInFailed: string;
  readonly sessionEnded: string;
  readonly tooManyAttempts: (seconds: number | undefined) => string;
  readonly loggedInAs: string;
  readonly toOverview: string;
  readonly giveUp: string;
  readonly handover: string;
}
