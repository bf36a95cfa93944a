import { defineComponent, provide } from '@caruso/service-manager';
import { Mail } from './contract.js';
import { MAIL_OPTIONS, type MailOptions, MailService } from './mail-service.js';

export const mail = (options: MailOptions) =>
  defineComponent({
    name: 'mail',
    provides: [provide(Mail, MailService)],
    configure: (container) => {
      container.bind(MAIL_OPTIONS).toConstantValue(options);
    },
  });
