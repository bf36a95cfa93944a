import type { InputOf, Service } from '@caruso/core';
import { inject } from '@caruso/service-manager';
import type { dispositionsContract } from '../dispositions-contract.js';
import { ContactCentreService } from './contact-centre-service.js';

type Dispositions = ReturnType<typeof dispositionsContract>;
type In<Name extends keyof Dispositions['operations']> = InputOf<Dispositions['operations'][Name]>;

/** Lets dialog scripts say what came of their contacts. */
export class DispositionsService implements Service<Dispositions> {
  readonly #centre: ContactCentreService;

  constructor(@inject(ContactCentreService) centre: ContactCentreService) {
    this.#centre = centre;
  }

  async choose({ contact, disposition }: In<'choose'>) {
    await this.#centre.centre.sequencer.submit({ type: 'choose-disposition', contact, disposition }, () => undefined);
    return {};
  }

  async takeBack({ contact }: In<'takeBack'>) {
    await this.#centre.centre.sequencer.submit({ type: 'choose-disposition', contact }, () => undefined);
    return {};
  }
}
